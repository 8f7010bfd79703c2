use domain::campaigns::{AudienceChoices, CampaignView};
use domain::id::{CampaignId, CompanyId};
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::{LazyRoute, lazy_route};

use super::api::{get_campaign, list_audience_choices};
use super::audience_step::AudienceStep;
use super::content_step::ContentStep;
use super::review_step::ReviewStep;
use super::steps::{Folded, Step, StepBar};
use crate::call::{Answer, CallError};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, Page, channel_name};
use domain::failure::Problem;

/// `/c/{company}/send` and `/c/{company}/send/{campaign}`: one page, three steps.
pub struct SendPage {
    company: Option<CompanyId>,
    choices: Resource<Answer<AudienceChoices>>,
    campaign: Resource<Answer<Option<CampaignView>>>,
}

#[lazy_route]
impl LazyRoute for SendPage {
    fn data() -> Self {
        let params = use_params_map();
        let company = params.with_untracked(|params| params.get("company")?.parse::<CompanyId>().ok());
        let campaign = move || params.with(|params| params.get("campaign")?.parse::<CampaignId>().ok());
        let query = use_query_map();
        let step = move || query.with(|query| query.get("step"));
        let missing = || CallError(Problem::NotFound.into());
        let choices = Resource::new(
            || (),
            move |()| async move { list_audience_choices(company.ok_or_else(missing)?).await },
        );
        let campaign = Resource::new(
            move || (campaign(), step()),
            move |(campaign, _)| async move {
                match campaign {
                    Some(campaign) => get_campaign(company.ok_or_else(missing)?, campaign).await.map(Some),
                    None => Ok(None),
                }
            },
        );
        Self { company, choices, campaign }
    }

    fn view(this: Self) -> AnyView {
        let i18n = use_i18n();
        let Some(company) = this.company else { return ().into_any() };
        let choices = this.choices;
        let query = use_query_map();
        view! {
            <Page title=words!(i18n, campaigns.new_title)>
                <Loaded from=this.campaign children={move |campaign: Option<CampaignView>| {
                    let asked = query.with_untracked(|query| query.get("step"));
                    view! { <Steps company campaign asked choices /> }
                }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Steps(
    company: CompanyId,
    campaign: Option<CampaignView>,
    asked: Option<String>,
    choices: Resource<Answer<AudienceChoices>>,
) -> impl IntoView {
    let Some(campaign) = campaign else {
        return view! {
            <StepBar at=Step::People />
            <Loaded from=choices children={move |choices: AudienceChoices| view! { <AudienceStep company choices /> }} />
        }
        .into_any();
    };
    let at = Step::asked(asked.as_deref(), true, campaign.content.is_some());
    let here = format!("/c/{company}/send/{}", campaign.id);
    let people = {
        let campaign = campaign.clone();
        let reopen = format!("{here}?step=people");
        move || match at {
            Step::People => {
                let campaign = campaign.clone();
                view! {
                    <Loaded from=choices children={move |choices: AudienceChoices| {
                        let campaign = campaign.clone();
                        view! {
                            <AudienceStep
                                company campaign=campaign.id channel=campaign.channel audience=campaign.audience choices
                            />
                        }
                    }} />
                }
                .into_any()
            }
            _ => view! { <PeopleSentence campaign=campaign.clone() reopen=reopen.clone() /> }.into_any(),
        }
    };
    view! {
        <StepBar at />
        {people()}
        {(at == Step::Content).then(|| view! { <ContentStep company campaign=campaign.clone() /> })}
        {(at == Step::Review).then(|| view! {
            <ContentSentence campaign=campaign.clone() reopen=format!("{here}?step=content") />
            <ReviewStep company campaign=campaign.clone() />
        })}
    }
    .into_any()
}

#[component]
fn PeopleSentence(campaign: CampaignView, reopen: String) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let channel = channel_name(i18n, campaign.channel);
    let people = format_integer(i64::from(campaign.people), lang);
    let sentence = Signal::derive(move || {
        t_string!(i18n, campaigns.people_sentence, channel = channel, count = people.clone()).to_string()
    });
    view! { <Folded title=words!(i18n, campaigns.step_people) sentence reopen /> }
}

#[component]
fn ContentSentence(campaign: CampaignView, reopen: String) -> impl IntoView {
    let i18n = use_i18n();
    let body = campaign.content.map(|content| content.body).unwrap_or_default();
    let short: String = body.chars().take(120).collect();
    view! { <Folded title=words!(i18n, campaigns.step_content) sentence=Signal::stored(short) reopen /> }
}
