use domain::campaigns::{CampaignState, CampaignView};
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CancelCampaign, ResendFailed, get_campaign};
use super::progress::{Failures, Funnel, ProgressBar};
use crate::call::{Answer, CallError};
use crate::form::{FormFailure, PostForm};
use crate::i18n::*;
use crate::parts::{Confirm, Loaded, Moment, Notice, Page, Tone, channel_name, use_changes};

/// `/c/{company}/campaigns/{campaign}`: how it goes, live.
pub struct CampaignPage {
    company: Option<CompanyId>,
    campaign: Resource<Answer<CampaignView>>,
}

#[lazy_route]
impl LazyRoute for CampaignPage {
    fn data() -> Self {
        let params = use_params_map();
        let company = params.with_untracked(|params| params.get("company")?.parse::<CompanyId>().ok());
        let id = params.with_untracked(|params| params.get("campaign")?.parse::<CampaignId>().ok());
        let changes = use_changes(id.map(Topic::Campaign).into_iter().collect());
        let missing = || CallError(Problem::NotFound.into());
        let campaign = Resource::new(
            move || changes.get(),
            move |_| async move { get_campaign(company.ok_or_else(missing)?, id.ok_or_else(missing)?).await },
        );
        Self { company, campaign }
    }

    fn view(this: Self) -> AnyView {
        let i18n = use_i18n();
        let Some(company) = this.company else { return ().into_any() };
        let back = (format!("/c/{company}/campaigns"), words!(i18n, campaigns.title));
        view! {
            <Page title=words!(i18n, campaigns.one_title) back>
                <Loaded from=this.campaign children={move |campaign: CampaignView| {
                    view! { <Report company campaign /> }
                }} />
            </Page>
        }
        .into_any()
    }
}

#[component]
fn Report(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let progress = campaign.progress;
    let failed = progress.failed;
    let id = campaign.id;
    let stoppable = campaign.state.is_stoppable() && progress.waiting > 0;
    view! {
        <Heading campaign=campaign.clone() />
        {stoppable.then(|| view! { <StopForm company campaign=campaign.clone() /> })}
        <section class="panel stack"><ProgressBar progress /><Funnel progress /></section>
        {(failed > 0)
            .then(|| {
                view! {
                    <section class="panel flush" aria-labelledby="why">
                        <header><h2 id="why">{t!(i18n, campaigns.not_reached)}</h2><ResendForm company campaign=id /></header>
                        <Failures campaign=campaign.clone() />
                    </section>
                }
            })}
        <p><a class="link" href=format!("/c/{company}/messages?campaign={id}")>{t!(i18n, campaigns.each_message)}</a></p>
    }
}

#[component]
fn Heading(campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let name = campaign.name.clone();
    let state = state_text(i18n, campaign.state);
    let scheduled = campaign.scheduled.filter(|_| campaign.progress.done() == 0);
    view! {
        <div>
            <h2>{name}</h2>
            <p class="sm dim">
                {channel_name(i18n, campaign.channel)}" · "{state}" · "{campaign.created_by}" · "
                {campaign.launched.map(|at| view! { <Moment at /> })}
            </p>
        </div>
        {scheduled.map(|at| view! {
            <Notice tone=Tone::Plain><p>{t!(i18n, campaigns.waits_until)}" "<Moment at /></p></Notice>
        })}
    }
}

/// The state in a word.
pub fn state_text(i18n: leptos_i18n::I18nContext<Locale>, state: CampaignState) -> &'static str {
    match state {
        CampaignState::Draft => t_string!(i18n, campaigns.state_draft),
        CampaignState::Planning => t_string!(i18n, campaigns.state_planning),
        CampaignState::Running => t_string!(i18n, campaigns.state_running),
        CampaignState::Cancelled => t_string!(i18n, campaigns.state_cancelled),
        CampaignState::Finished => t_string!(i18n, campaigns.state_finished),
        CampaignState::Held => t_string!(i18n, campaigns.state_held),
    }
}

/// Within the undo window one click takes everything back; later it asks first.
#[component]
fn StopForm(company: CompanyId, campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<CancelCampaign>::new();
    let untouched = campaign.progress.done() == 0;
    let id = campaign.id;
    let form = move |words: Signal<String>, class: &'static str| {
        view! {
            <PostForm action>
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="campaign" value=id.to_string() />
                <FormFailure />
                <button type="submit" class=class>{words}</button>
            </PostForm>
        }
    };
    if untouched {
        view! {
            <div class="toast still" role="status">
                <span>{t!(i18n, campaigns.nothing_left_yet)}</span>
                {form(words!(i18n, campaigns.undo), "undo")}
            </div>
        }
        .into_any()
    } else {
        view! {
            <Confirm
                id="stop" label=words!(i18n, campaigns.stop) title=words!(i18n, campaigns.stop_title)
                means=words!(i18n, campaigns.stop_means)
            >{form(words!(i18n, campaigns.stop), "btn danger")}</Confirm>
        }
        .into_any()
    }
}

#[component]
fn ResendForm(company: CompanyId, campaign: CampaignId) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<ResendFailed>::new();
    view! {
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign.to_string() />
            <FormFailure />
            <button type="submit" class="btn">{t!(i18n, campaigns.resend_failed)}</button>
        </PostForm>
    }
}
