use domain::failure::Failure;
use domain::reports::ReportQuery;
use domain::rights::Right;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::address::query_string;
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

/// The kinds of reports.
#[component]
pub fn Kinds(
    /// Below `/c/{company}/`.
    here: &'static str,
    /// The days of the report as a query, for those kinds that are about days.
    #[prop(optional)]
    days: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let company = use_company();
    let kinds = [
        ("reports", days.clone(), words!(i18n, reports.volume)),
        ("reports/members", days, words!(i18n, reports.members)),
        ("reports/links", String::new(), words!(i18n, reports.links)),
    ];
    let tabs = kinds.map(|(path, days, words)| {
        let current = (path == here).then_some("page");
        view! { <a href=format!("/c/{company}/{path}{days}") aria-current=current>{words}</a> }
    });
    view! { <nav class="tabs" aria-label=t_string!(i18n, reports.kinds)>{tabs}</nav> }
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
    let days = query_string(&query);
    let is_wrong = |field: &str| failure.as_ref().is_some_and(|failure| failure.of(field).is_some());
    let (bad_from, bad_to) = (is_wrong("from").then_some("true"), is_wrong("to").then_some("true"));
    let told_by = bad_from.or(bad_to).map(|_| "days-error");
    let told = told_by.map(|id| view! {
        <p class="error" id=id role="alert"><Icon name="alert" small=true />{t!(i18n, reports.bad_days)}</p>
    });
    view! {
        <Kinds here days />
        <form class="filters" method="get" action=format!("/c/{company}/{here}")>
            <label class="row sm dim">{t!(i18n, reports.from)}
                <input class="in" type="date" name="from" value=query.from aria-invalid=bad_from aria-describedby=told_by />
            </label>
            <label class="row sm dim">{t!(i18n, reports.to)}
                <input class="in" type="date" name="to" value=query.to aria-invalid=bad_to aria-describedby=told_by />
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
    let href = format!("/c/{}/exports/{what}{}", use_company(), query_string(query));
    use_right(Right::Export)
        .then(|| view! { <a class="btn" href=href>{t!(i18n, reports.export)}</a> }.into_any())
}

/// What the numbers mean.
#[component]
pub fn Meaning() -> impl IntoView {
    let i18n = use_i18n();
    view! { <Notice tone=Tone::Plain><p>{t!(i18n, reports.note)}</p></Notice> }
}
