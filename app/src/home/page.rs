use domain::id::CompanyId;
use domain::messages::{Overview, Period};
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::api::GetOverview;
use super::arrival::{Arrival, Reasons};
use super::chart::VolumeChart;
use super::first_steps::FirstSteps;
use super::tiles::{Recent, Today};
use super::waiting::Waiting;
use crate::call::ask;
use crate::campaigns::CampaignTable;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Loaded, Notice, Page, Refresh, Tone, use_changes};

/// `/c/{company}`: what waits for a person, today, and the last days.
///
/// Not a lazy route: everything it draws with is needed by most other pages too, and as a part of its
/// own it would fall into dozens of small files that each page shares with another set of pages.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let company = use_company();
    let changes = use_changes(vec![Topic::Messages, Topic::Accounts]);
    let query = use_query_map();
    let days = move || query.with(|query| query.get("days")?.parse().ok()).unwrap_or_default();
    let period = move || Period::of_days(days());
    let asked = ask(move || GetOverview { company, days: period().days() });
    let overview = asked.again_when(move || changes.get());
    let send = view! {
        <a class="btn primary" href=format!("/c/{company}/send")><Icon name="send" />{t!(i18n, frame.send)}</a>
    };
    view! {
        <Page title=words!(i18n, home.title) action=Some(send.into_any())>
            <Loaded from=overview rows=6 children={move |overview: Overview| {
                view! { <Contents company overview /> }
            }} />
        </Page>
    }
}

#[component]
fn Contents(company: CompanyId, overview: Overview) -> impl IntoView {
    let steps = !overview.is_set_up() && !use_page_context().hides_steps;
    let numbers = overview.has_sent;
    view! {
        <Refresh while_moving=overview.is_moving() />
        <MailWaits />
        {steps.then(|| view! { <FirstSteps company overview=overview.clone() /> })}
        <Waiting company overview=overview.clone() />
        {numbers.then(|| view! { <Numbers company overview /> })}
    }
}

/// Everything that is counted, once something was sent.
#[component]
fn Numbers(company: CompanyId, overview: Overview) -> impl IntoView {
    let reach = overview.recent;
    let campaigns = overview.campaigns.clone();
    view! {
        <Today overview=overview.clone() />
        <Recent company overview=overview.clone() />
        <div class="cols main"><VolumeChart days=overview.days.clone() /><Arrival reach /></div>
        {(reach.failed > 0).then(|| view! { <Reasons company overview /> })}
        {(!campaigns.is_empty()).then(|| view! { <Campaigns company campaigns /> })}
    }
}

#[component]
fn Campaigns(company: CompanyId, campaigns: Vec<domain::campaigns::CampaignRow>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <section class="panel flush" aria-labelledby="last">
            <header>
                <h2 id="last">{t!(i18n, home.latest_campaigns)}</h2>
                <a class="link" href=format!("/c/{company}/campaigns")>{t!(i18n, home.all)}<Icon name="right" small=true /></a>
            </header>
            <CampaignTable company rows=campaigns />
        </section>
    }
}

/// Tells the operator when no mail can leave this installation.
#[component]
fn MailWaits() -> impl IntoView {
    let i18n = use_i18n();
    let page = use_page_context();
    let operator = page.visitor.is_some_and(|visitor| visitor.is_operator);
    (operator && !page.sends_mail).then(|| {
        view! { <Notice tone=Tone::Warn><p>{t!(i18n, home.no_mail)}</p></Notice> }
    })
}
