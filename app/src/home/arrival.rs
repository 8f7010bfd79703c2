use domain::id::CompanyId;
use domain::messages::{Overview, Reach, Share};
use domain::turkish::format_integer;
use leptos::prelude::*;

use crate::i18n::*;
use crate::messages::failure_text;
use crate::page_context::use_page_context;
use crate::parts::{Funnel, FunnelStep, Icon};

/// Reasons that are shown; the rest is in the list of messages.
const REASONS: usize = 5;

/// How much of what was sent arrived and was read.
#[component]
pub fn Arrival(reach: Reach) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let number = move |count: u32| format_integer(i64::from(count), lang);
    let mut notes = Vec::new();
    if reach.failed > 0 {
        notes.push(t_string!(i18n, home.funnel_failed, count = number(reach.failed)).to_string());
    }
    if reach.unreported > 0 {
        notes.push(t_string!(i18n, home.funnel_open, count = number(reach.unreported)).to_string());
    }
    let untold = reach.untold;
    if untold > 0 {
        notes.push(t_count!(i18n, untold, home.one_funnel_untold | funnel_untold, count = number(untold)));
    }
    let step = |name: Signal<String>, share: Share, note: String| FunnelStep { name, share, note };
    let steps = vec![
        step(words!(i18n, home.tile_sent), Share { part: reach.sent, of: reach.sent }, String::new()),
        step(words!(i18n, home.tile_delivered), reach.delivered, notes.join(" · ")),
        step(words!(i18n, home.tile_read), reach.read, t_string!(i18n, home.read_only_whatsapp).to_owned()),
    ];
    view! {
        <section class="panel" aria-labelledby="funnel">
            <h2 id="funnel">{t!(i18n, home.how_much_arrived)}</h2><Funnel steps />
        </section>
    }
}

/// Why messages did not arrive, with what to do about it.
#[component]
pub fn Reasons(company: CompanyId, overview: Overview) -> impl IntoView {
    let i18n = use_i18n();
    let all = failed_messages(company, &overview);
    let shown = overview.failures.iter().take(REASONS);
    let others = overview.recent.failed.saturating_sub(shown.clone().map(|row| row.count).sum());
    let rows: Vec<_> = shown
        .map(|row| {
            let (what, advice) = failure_text(i18n, row.reason);
            view! { <ReasonRow count=row.count what advice /> }
        })
        .collect();
    let (rest, about) = (t_string!(i18n, home.other_reasons), t_string!(i18n, home.other_reasons_about));
    view! {
        <section class="panel flush" aria-labelledby="reasons">
            <header>
                <h2 id="reasons">{t!(i18n, home.reasons)}</h2>
                <a class="link" href=all>{t!(i18n, home.each)}<Icon name="right" small=true /></a>
            </header>
            <ul class="todo">{rows}{(others > 0).then(|| view! { <ReasonRow count=others what=rest advice=about /> })}</ul>
        </section>
    }
}

/// How many for one reason, in the colour of what went wrong.
#[component]
fn ReasonRow(count: u32, what: &'static str, advice: &'static str) -> impl IntoView {
    let count = format_integer(i64::from(count), use_page_context().lang);
    view! { <li><b class="bad">{count}</b><div><b>{what}</b><p class="sm dim">{advice}</p></div></li> }
}

/// The list of exactly the messages that the dashboard counts as failed.
pub fn failed_messages(company: CompanyId, overview: &Overview) -> String {
    let since = overview.since().map(|day| format!("&from={day}")).unwrap_or_default();
    format!("/c/{company}/messages?stage=failed{since}")
}
