use domain::id::CompanyId;
use domain::message::State;
use domain::messages::{DayCount, Overview};
use domain::topic::Topic;
use domain::turkish::{format_integer, format_percent};
use leptos::prelude::*;

use super::api::GetOverview;
use super::chart::VolumeChart;
use super::first_steps::FirstSteps;
use crate::call::ask;
use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Loaded, Notice, Page, Tone, use_changes};

/// `/c/{company}`: what waits for a person, and the last seven days.
///
/// Not a lazy route: everything it draws with is needed by most other pages too, and as a part of its
/// own it would fall into dozens of small files that each page shares with another set of pages.
#[component]
pub fn HomePage() -> impl IntoView {
    let i18n = use_i18n();
    let company = use_company();
    let changes = use_changes(vec![Topic::Messages]);
    let overview = ask(move || GetOverview { company }).again_when(move || changes.get());
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
    let days = overview.days.clone();
    let today = overview.today;
    let new = !overview.has_sent;
    let done = overview.has_sent && overview.has_account && overview.knows_company;
    let steps = !done && !use_page_context().hides_steps;
    view! {
        <MailWaits />
        {steps.then(|| view! { <FirstSteps company overview=overview.clone() /> })}
        <Waiting company overview=overview.clone() />
        {(!new).then(|| view! { <Tiles days=days.clone() /> })}
        {today.filter(|_| !new).map(|today| view! { <VolumeChart days today /> })}
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

/// What asks for a person; nothing is shown when nothing does.
#[component]
fn Waiting(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let failed: u32 = sum(&overview.days, &[State::Failed, State::Expired]);
    let row = move |count: u32, tone: &'static str, icon: &'static str, words: Signal<String>, path: &str| {
        let href = format!("/c/{company}/{path}");
        (count > 0).then(|| {
            view! {
                <li>
                    <span class=tone><Icon name=icon /></span>
                    <div><b>{words}</b></div>
                    <a class="link" href=href>{t!(i18n, home.look)}<Icon name="right" small=true /></a>
                </li>
            }
        })
    };
    let (needs, paused) = (overview.needs_person, overview.paused_accounts);
    let any = needs + paused + failed > 0;
    any.then(|| {
        view! {
            <section class="panel flush" aria-labelledby="todo">
                <header><h2 id="todo">{t!(i18n, home.waiting)}</h2></header>
                <ul class="todo">
                    {row(paused, "warn", "pause", words!(i18n, home.paused_accounts, count = paused), "providers")}
                    {row(needs, "warn", "ask", words!(i18n, home.needs_person, count = needs), "messages?stage=needs_you")}
                    {row(failed, "bad", "x", words!(i18n, home.failed, count = failed), "messages?stage=not_sent")}
                </ul>
            </section>
        }
    })
}

/// Four numbers of the last seven days.
#[component]
fn Tiles(days: Vec<DayCount>) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let arrived = sum(&days, &[State::Delivered, State::Read]);
    let read = sum(&days, &[State::Read]);
    let failed = sum(&days, &[State::Failed, State::Expired]);
    let sent = arrived + failed + sum(&days, &[State::Accepted, State::Sent]);
    let share = move |part: u32| format_percent(u64::from(part), u64::from(sent.max(1)), lang);
    let tile = move |name: Signal<String>, count: u32, sub: String| {
        view! {
            <div class="tile"><dt>{name}</dt><dd>{format_integer(i64::from(count), lang)}</dd><dd class="sub">{sub}</dd></div>
        }
    };
    view! {
        <section class="stack" aria-labelledby="week">
            <h2 id="week">{t!(i18n, home.seven_days)}</h2>
            <dl class="tiles">
                {tile(words!(i18n, home.tile_sent), sent, String::new())}
                {tile(words!(i18n, home.tile_delivered), arrived, share(arrived))}
                {tile(words!(i18n, home.tile_read), read, share(read))}
                {tile(words!(i18n, home.tile_failed), failed, share(failed))}
            </dl>
        </section>
    }
}

fn sum(days: &[DayCount], states: &[State]) -> u32 {
    days.iter().filter(|day| states.contains(&day.state)).map(|day| day.count).sum()
}
