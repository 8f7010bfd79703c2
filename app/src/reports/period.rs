use domain::failure::Failure;
use domain::reports::ReportQuery;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::frame::use_company;
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{FailureNotice, Icon, Notice, Tone};

/// The days in the page's address.
pub fn asked() -> ReportQuery {
    use_query_map().with_untracked(|address| ReportQuery {
        from: address.get("from").unwrap_or_default(),
        to: address.get("to").unwrap_or_default(),
    })
}

/// The kinds of reports, and the days they are about: a plain form that puts them into the address.
#[component]
pub fn Period(
    query: ReportQuery,
    /// Below `/c/{company}/`: `reports` or `reports/members`.
    here: &'static str,
    /// What is wrong with the days.
    #[prop(optional_no_strip)]
    failure: Option<Failure>,
) -> impl IntoView {
    let i18n = use_i18n();
    let company = use_company();
    let days = format!("?from={}&to={}", query.from, query.to);
    let kinds =
        [("reports", words!(i18n, reports.volume)), ("reports/members", words!(i18n, reports.members))];
    let tabs = kinds.map(|(path, words)| {
        let current = (path == here).then_some("page");
        view! { <a href=format!("/c/{company}/{path}{days}") aria-current=current>{words}</a> }
    });
    let wrong = |field: &str| failure.as_ref().and_then(|failure| failure.of(field)).map(|_| "true");
    let (bad_from, bad_to) = (wrong("from"), wrong("to"));
    let told = (bad_from.is_some() || bad_to.is_some()).then(|| view! {
        <p class="error" id="days-error" role="alert"><Icon name="alert" small=true />{t!(i18n, reports.bad_days)}</p>
    });
    view! {
        <nav class="tabs" aria-label=t_string!(i18n, reports.kinds)>{tabs}</nav>
        <form class="filters" method="get" action=format!("/c/{company}/{here}")>
            <label class="row sm dim">{t!(i18n, reports.from)}
                <input class="in" type="date" name="from" value=query.from aria-invalid=bad_from aria-describedby="days-error" />
            </label>
            <label class="row sm dim">{t!(i18n, reports.to)}
                <input class="in" type="date" name="to" value=query.to aria-invalid=bad_to aria-describedby="days-error" />
            </label>
            <button type="submit" class="btn">{t!(i18n, reports.show)}</button>
            {told}
        </form>
    }
}

/// Why there is no report: days that are none are told at their fields.
#[component]
pub fn NoReport(query: ReportQuery, here: &'static str, failure: Failure) -> impl IntoView {
    let about_days = !failure.fields.is_empty();
    view! {
        <section class="panel flush"><Period query here failure=Some(failure.clone()) /></section>
        {(!about_days).then(|| view! { <FailureNotice failure /> })}
    }
}

/// The way to the file of this report, for those who may.
pub fn export_link(i18n: Locale, what: &'static str, query: &ReportQuery) -> Option<AnyView> {
    let href = format!("/c/{}/exports/{what}?from={}&to={}", use_company(), query.from, query.to);
    use_right(Right::Export)
        .then(|| view! { <a class="btn" href=href>{t!(i18n, reports.export)}</a> }.into_any())
}

/// What the numbers mean.
#[component]
pub fn Meaning() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Notice tone=Tone::Plain><p>{t!(i18n, reports.note)}</p></Notice> }
}
