use domain::campaigns::{CampaignState, CampaignView};
use domain::id::{CampaignId, CompanyId};
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{CancelCampaign, GetCampaign, ResendFailed};
use super::progress::{Failures, Funnel, ProgressBar};
use crate::call::ask;
use crate::form::{FormFailure, PostForm, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::parts::{Confirm, Loaded, Moment, Notice, Page, Tone, channel_name, use_changes};

/// `/c/{company}/campaigns/{campaign}`: how it goes, live.
pub struct CampaignPage;

#[lazy_route]
impl LazyRoute for CampaignPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let id = use_id("campaign").unwrap_or(CampaignId::from_i64(0));
        let changes = use_changes(vec![Topic::Campaign(id)]);
        let campaign = ask(move || GetCampaign { company, campaign: id }).again_when(move || changes.get());
        let back = (format!("/c/{company}/campaigns"), words!(i18n, campaigns.title));
        view! {
            <Page title=words!(i18n, campaigns.one_title) back>
                <Loaded from=campaign children={move |campaign: CampaignView| {
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
    let unnamed = || t_string!(i18n, campaigns.unnamed).to_owned();
    let name = Some(campaign.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(unnamed);
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
pub fn state_text(i18n: Locale, state: CampaignState) -> &'static str {
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
    let action = use_call::<CancelCampaign>();
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
    let action = use_call::<ResendFailed>();
    view! {
        <PostForm action class="row">
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="campaign" value=campaign.to_string() />
            <FormFailure />
            <button type="submit" class="btn">{t!(i18n, campaigns.resend_failed)}</button>
        </PostForm>
    }
}
