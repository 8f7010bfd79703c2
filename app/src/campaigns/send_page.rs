use domain::campaigns::{AudienceChoices, CampaignView};
use domain::id::CompanyId;
use domain::turkish::format_integer;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_params_map, use_query_map};
use leptos_router::params::ParamsMap;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{GetCampaign, ListAudienceChoices};
use super::asked_audience::{asked_audience, asked_too_much};
use super::audience_step::AudienceStep;
use super::content_step::ContentStep;
use super::review_step::ReviewStep;
use super::steps::{Folded, Step, StepBar};
use super::submitted::CameBack;
use crate::call::{Asked, ask, ask_if};
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Loaded, Notice, Page, Tone, channel_leading};

/// `/c/{company}/send` and `/c/{company}/send/{campaign}`: one page, three steps.
pub struct SendPage;

#[lazy_route]
impl LazyRoute for SendPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let (params, query) = (use_params_map(), use_query_map());
        let named = move || params.with(|params| params.get("campaign")?.parse().ok());
        let choices = ask(move || ListAudienceChoices { company });
        let campaign = ask_if(move || named().map(|campaign| GetCampaign { company, campaign }))
            .again_when(move || query.with(|query| query.get("step")));
        view! {
            <Page title=words!(i18n, campaigns.new_title)>
                <Loaded from=campaign children={move |campaign: Option<CampaignView>| {
                    let asked = query.with_untracked(asked_step);
                    view! { <Steps company campaign asked choices /> }
                }} />
            </Page>
        }
        .into_any()
    }
}

/// The step the address asks for; a content that was tested without scripts comes back to its own.
fn asked_step(address: &ParamsMap) -> Option<String> {
    let tested = address.get_str("done") == Some("campaigns/save-content");
    let back = tested.then(|| "content".to_owned());
    address.get("step").or(back)
}

#[component]
fn Steps(
    company: CompanyId,
    campaign: Option<CampaignView>,
    asked: Option<String>,
    choices: Asked<AudienceChoices>,
) -> impl IntoView {
    let Some(campaign) = campaign else {
        return view! {
            <StepBar at=Step::People />
            <NewAudience company choices />
        }
        .into_any();
    };
    if !campaign.state.is_editable() {
        return view! { <Redirect path=format!("/c/{company}/campaigns/{}", campaign.id) /> }.into_any();
    }
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
        <CameBack sent_back=campaign.sent_back.clone() />
        {people()}
        {(at == Step::Content).then(|| view! { <ContentStep company campaign=campaign.clone() /> })}
        {(at == Step::Review).then(|| view! {
            <ContentSentence campaign=campaign.clone() reopen=format!("{here}?step=content") />
            <ReviewStep company campaign=campaign.clone() />
        })}
    }
    .into_any()
}

/// The first step of a new send, with the people that the address asks for.
#[component]
fn NewAudience(company: CompanyId, choices: Asked<AudienceChoices>) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let (audience, too_much) =
        query.with_untracked(|address| (asked_audience(address), asked_too_much(address)));
    view! {
        {too_much.then(|| view! {
            <Notice tone=Tone::Warn>
                <p>{t!(i18n, campaigns.tag_them_first)}</p>
                <a class="btn" href=format!("/c/{company}/contacts")>{t!(i18n, campaigns.to_people)}</a>
            </Notice>
        })}
        <Loaded from=choices children={move |choices: AudienceChoices| {
            let audience = audience.clone();
            view! { <AudienceStep company audience choices /> }
        }} />
    }
}

#[component]
fn PeopleSentence(campaign: CampaignView, reopen: String) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let channel = channel_leading(i18n, campaign.channel);
    let people = campaign.people;
    let count = format_integer(i64::from(people), lang);
    let sentence = t_count!(
        i18n,
        people,
        campaigns.one_people_sentence | people_sentence,
        channel = channel,
        count = count
    );
    view! { <Folded title=words!(i18n, campaigns.step_people) sentence=Signal::stored(sentence) reopen /> }
}

#[component]
fn ContentSentence(campaign: CampaignView, reopen: String) -> impl IntoView {
    let i18n = use_i18n();
    let body = campaign.content.map(|content| content.body).unwrap_or_default();
    let short: String = body.chars().take(120).collect();
    view! { <Folded title=words!(i18n, campaigns.step_content) sentence=Signal::stored(short) reopen /> }
}
