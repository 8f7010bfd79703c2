use domain::accounts::{PolicyAct, PolicyEventRow, PolicyToRead};
use leptos::prelude::*;

use super::api::list_own_policy_events;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Cell, Empty, FailureNotice, Icon, LeadCell, Moment, Table, TableRow};

/// What the reader was shown and has accepted, and what they have not read yet.
#[component]
pub fn OwnDocuments(open: Vec<PolicyToRead>, next: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let home = use_page_context().visitor.and_then(|visitor| visitor.company);
    let back = home.map_or_else(|| "/".to_owned(), |company| format!("/c/{}/account", company.id));
    let drawn = Suspend::new(async move {
        match list_own_policy_events().await {
            Ok(rows) => view! { <Events rows /> }.into_any(),
            Err(error) => view! { <FailureNotice failure=error.0 /> }.into_any(),
        }
    });
    view! {
        <div class="stack tight">
            <h1>{t!(i18n, policies.own_title)}</h1>
            <p class="dim">{t!(i18n, policies.own_about)}</p>
        </div>
        {next.map(|next| view! { <a class="btn primary wide" href=next>{t!(i18n, policies.on)}</a> })}
        {(!open.is_empty()).then(|| view! { <Open open /> })}
        <section class="stack" aria-labelledby="dealt-with">
            <h2 id="dealt-with">{t!(i18n, policies.dealt_with)}</h2>
            <Suspense>{drawn}</Suspense>
        </section>
        <p class="sm"><a href=back>{t!(i18n, policies.to_account)}</a></p>
    }
}

/// What waits without hurry.
#[component]
fn Open(open: Vec<PolicyToRead>) -> impl IntoView {
    let i18n = use_i18n();
    let rows = open.into_iter().map(|PolicyToRead { policy, .. }| {
        let href = format!("/documents?policy={}", policy.reference.id);
        let asks = match policy.reference.kind.required_act() {
            PolicyAct::Accepted => t_string!(i18n, policies.asks_acceptance),
            PolicyAct::Shown => t_string!(i18n, policies.asks_nothing),
        };
        view! {
            <li>
                <a class="menu-row tall" href=href>
                    <b>{policy.title}</b>
                    <span class="row nowrap"><span class="sm dim">{asks}</span><Icon name="right" small=true /></span>
                </a>
            </li>
        }
    });
    view! {
        <section class="stack" aria-labelledby="open">
            <h2 id="open">{t!(i18n, policies.open)}</h2>
            <ul class="panel flush rows">{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn Events(rows: Vec<PolicyEventRow>) -> impl IntoView {
    let i18n = use_i18n();
    if rows.is_empty() {
        let none = view! { <Empty icon="file" title=words!(i18n, policies.none)><p>{t!(i18n, policies.none_hint)}</p></Empty> };
        return none.into_any();
    }
    let columns = vec![
        words!(i18n, policies.document),
        words!(i18n, policies.act),
        words!(i18n, policies.at),
        words!(i18n, policies.number),
    ];
    view! {
        <div class="panel flush">
            <Table caption=words!(i18n, policies.dealt_with) columns>
                {rows.into_iter().map(|row| view! { <Event row /> }).collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

#[component]
fn Event(row: PolicyEventRow) -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/documents/{}", row.id);
    view! {
        <TableRow>
            <LeadCell>
                <a href=href>{row.title}</a>
                {row.company.map(|company| view! { <span class="sub">{company}</span> })}
            </LeadCell>
            <Cell label=words!(i18n, policies.act)>{act_name(i18n, row.act)}</Cell>
            <Cell label=words!(i18n, policies.at)><Moment at=row.at /></Cell>
            <Cell label=words!(i18n, policies.number)>{row.version}</Cell>
        </TableRow>
    }
}

/// What was done with a document, in the visitor's words.
pub fn act_name(i18n: Locale, act: PolicyAct) -> &'static str {
    match act {
        PolicyAct::Shown => t_string!(i18n, policies.was_shown),
        PolicyAct::Accepted => t_string!(i18n, policies.was_accepted),
    }
}
