use domain::campaigns::{CampaignState, CampaignView};
use domain::id::{CampaignId, CompanyId};
use domain::message::Class;
use domain::rights::Right;
use domain::topic::Topic;
use domain::turkish::format_date_time;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::api::{GetCampaign, ResendFailed};
use super::late::FoundLate;
use super::latest::Latest;
use super::left_out::LeftOut;
use super::progress::{CampaignFunnel, Failures, Pace, ProgressBar};
use super::resend::Resend;
use super::stop::Stop;
use super::submitted::Submitted;
use crate::call::ask;
use crate::form::{ActionResult, Call, use_call, use_refetch};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::page_context::{use_page_context, use_right};
use crate::parts::{
    Icon, Loaded, Moment, Notice, PageBody, PageHead, Refresh, Tone, channel_name, use_changes,
};

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
        let action = use_call::<ResendFailed>();
        let refused = move || action.answer::<u32>().is_some_and(|answer| answer.is_err());
        let campaign = ask(move || GetCampaign { company, campaign: id })
            .again_when(move || changes.get())
            .again_when(refused);
        use_refetch(action, campaign);
        let back = (format!("/c/{company}/campaigns"), words!(i18n, campaigns.title));
        let head = (words!(i18n, campaigns.column_name), back);
        view! {
            <PageBody>
                <Loaded from=campaign head children={move |campaign: CampaignView| {
                    view! { <Report company campaign action /> }
                }} />
            </PageBody>
        }
        .into_any()
    }
}

#[component]
fn Report(company: CompanyId, campaign: CampaignView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let back = (format!("/c/{company}/campaigns"), words!(i18n, campaigns.title));
    let title = match campaign.title() {
        empty if empty.is_empty() => t_string!(i18n, campaigns.unnamed).to_owned(),
        title => title,
    };
    let about = about(i18n, &campaign);
    let progress = campaign.progress;
    let excluded = campaign.excluded.clone();
    let has_left_out = !excluded.is_empty();
    let (id, latest) = (campaign.id, campaign.latest.clone());
    let export = use_right(Right::Export).then(|| {
        let href = format!("/c/{company}/exports/people?campaign={id}");
        view! { <a class="btn" href=href rel="external">{t!(i18n, campaigns.export)}</a> }.into_any()
    });
    let list = format!("/c/{company}/campaigns/{id}/left-out");
    view! {
        <PageHead title=Signal::stored(title) about=Signal::stored(about) back=Some(back) action=export />
        <FoundLate company campaign=campaign.clone() />
        <Submitted company campaign=campaign.clone() />
        <Stop company campaign=campaign.clone() />
        <Standing campaign=campaign.clone() />
        <div class="cols main">
            <NotReached company campaign=campaign.clone() action />
            <section class="panel" aria-labelledby="funnel">
                <h2 id="funnel">{t!(i18n, campaigns.funnel)}</h2><CampaignFunnel progress channel=campaign.channel />
            </section>
        </div>
        {has_left_out.then(|| view! { <LeftOut company excluded=excluded.clone() list /> })}
        {(!latest.is_empty()).then(|| view! { <Latest company campaign=id rows=latest /> })}
        <Text campaign />
    }
}

/// Class, channel, who and when, in one line.
fn about(i18n: Locale, campaign: &CampaignView) -> String {
    let lang = use_page_context().lang;
    let class = campaign.content.as_ref().map(|content| class_text(i18n, content.class).to_owned());
    let channel = Some(channel_name(i18n, campaign.channel).to_owned());
    let author = Some(campaign.created_by.clone()).filter(|name| !name.is_empty());
    let launched = campaign.launched.map(|at| format_date_time(at, lang));
    [class, channel, author, launched].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

pub fn class_text(i18n: Locale, class: Class) -> &'static str {
    match class {
        Class::Informational => t_string!(i18n, campaigns.informational),
        Class::Commercial => t_string!(i18n, campaigns.commercial),
    }
}

/// The state, how many have left, and what a person may do meanwhile.
#[component]
fn Standing(campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    let state = match campaign.was_undone() {
        true => t_string!(i18n, campaigns.was_undone),
        false => state_text(i18n, campaign.state),
    };
    let goes = matches!(campaign.state, CampaignState::Planning | CampaignState::Running);
    let scheduled = campaign.scheduled.filter(|_| campaign.state == CampaignState::Scheduled);
    let (progress, pace) = (campaign.progress, campaign.pace);
    view! {
        <Refresh while_moving=goes />
        <section class="panel stack" aria-labelledby="standing">
            <h2 id="standing">{state}</h2>
            {scheduled.map(|at| view! {
                <Notice tone=Tone::Plain><p>{t!(i18n, campaigns.waits_until)}" "<Moment at /></p></Notice>
            })}
            <ProgressBar progress />
            {pace.map(|pace| view! { <Pace pace /> })}
            {goes.then(|| view! { <p class="sm dim">{t!(i18n, campaigns.may_close)}</p> })}
        </section>
    }
}

/// Why it did not reach people, and who can be tried again.
#[component]
fn NotReached(company: CompanyId, campaign: CampaignView, action: Call) -> impl IntoView {
    let i18n = use_i18n();
    let failed = campaign.progress.failed > 0;
    let list = format!("/c/{company}/messages?campaign={}&stage=failed", campaign.id);
    view! {
        <section class="panel flush" aria-labelledby="why">
            <header>
                <h2 id="why">{t!(i18n, campaigns.not_reached)}</h2>
                {failed.then(|| view! { <a class="link" href=list>{t!(i18n, campaigns.show_list)}<Icon name="right" small=true /></a> })}
            </header>
            <ActionResult action>{t!(i18n, campaigns.resend_begun)}</ActionResult>
            {(!failed).then(|| view! { <p class="pad sm dim">{t!(i18n, campaigns.nobody_failed)}</p> })}
            {failed.then(|| view! {
                <Failures campaign=campaign.clone() />
                <Resend company campaign=campaign.clone() action />
            })}
        </section>
    }
}

/// What it says.
#[component]
fn Text(campaign: CampaignView) -> impl IntoView {
    let i18n = use_i18n();
    campaign.content.map(|content| {
        let subject = (!content.subject.is_empty()).then(|| view! { <p><b>{content.subject}</b></p> });
        view! {
            <details class="panel">
                <summary class="link">{t!(i18n, campaigns.its_text)}</summary>
                {subject}
                <p class="pre">{content.body}</p>
            </details>
        }
    })
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
        CampaignState::Scheduled => t_string!(i18n, campaigns.state_scheduled),
        CampaignState::Submitted => t_string!(i18n, campaigns.state_submitted),
    }
}
