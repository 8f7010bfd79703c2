//! How an account stands: whether it sends, what its last test found, what is left to spend.

use domain::failure::Failure;
use domain::id::CompanyId;
use domain::message::Channel;
use domain::provider_accounts::{AccountState, AccountView, ConnectionTest, LastTest, TestOutcome};
use domain::turkish::format_integer;
use leptos::prelude::*;

use super::actions::{AccountButton, Actions, RemoveForm};
use super::balance::Balance;
use super::labels::pause_text;
use crate::form::problem_text;
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Icon, Moment, Notice, Tone};

#[component]
pub fn Standing(company: CompanyId, account: AccountView, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let row = &account.row;
    let (id, is_active, is_default) = (row.id, row.state == AccountState::Active, row.is_default);
    let facts = facts(i18n, &account);
    let test = account.last_test.clone();
    let successors = account.successors.clone();
    view! {
        {(!is_active).then(|| view! { <Paused company account=account.clone() actions /> })}
        <section class="panel stack" aria-labelledby="standing">
            <div class="row between">
                <h2 id="standing">{row.name.clone()}</h2>
                <AccountButton
                    action=actions.test company account=id icon="plug" label=words!(i18n, providers.test)
                />
            </div>
            {test.map(|test| view! { <Tested test /> })}
            <dl class="props">{facts}</dl>
            <div class="row">
                {is_active.then(|| view! {
                    <AccountButton
                        action=actions.pause company account=id icon="pause" label=words!(i18n, providers.pause)
                    />
                })}
                {(!is_default).then(|| view! {
                    <AccountButton
                        action=actions.make_default company account=id icon="check"
                        label=words!(i18n, providers.make_default)
                    />
                })}
                <RemoveForm action=actions.remove company account=id successors />
            </div>
        </section>
    }
}

/// What the page knows of the account besides its settings.
fn facts(i18n: Locale, account: &AccountView) -> impl IntoView + use<> {
    let row = &account.row;
    let tells = row.balance.is_some() || row.balance_failed_since.is_some();
    let balance = tells.then(|| {
        let value = view! { <Balance row=row.clone() /> };
        fact(words!(i18n, providers.column_balance), value.into_any())
    });
    // A test that went well tells them itself.
    let told = matches!(&account.last_test, Some(LastTest { outcome: TestOutcome::Good(_), .. }));
    let names = (!told && !account.sender_names.is_empty())
        .then(|| fact(words!(i18n, providers.sender_names), account.sender_names.join(", ").into_any()));
    let carries = row.is_default.then(|| {
        let words = match row.channel {
            Channel::Sms => t!(i18n, providers.default_sms),
            Channel::Whatsapp => t!(i18n, providers.default_whatsapp),
            Channel::Email => t!(i18n, providers.default_email),
        };
        fact(words!(i18n, providers.default_account), words.into_any())
    });
    view! { {balance}{names}{carries} }
}

fn fact(label: Signal<String>, value: AnyView) -> impl IntoView {
    view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
}

/// What waits and why, with the button that lets it go.
#[component]
fn Paused(company: CompanyId, account: AccountView, actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let AccountView { row, pause_text: said, paused_at, .. } = account;
    let count = format_integer(i64::from(row.held), use_page_context().lang);
    let held = t_count!(i18n, row.held, providers.one_held_messages | held_messages, count = count);
    view! {
        <Notice tone=Tone::Warn>
            <p><b>{row.pause.map(|reason| pause_text(i18n, reason))}</b></p>
            <p class="sm">{held}" "{paused_at.map(|at| view! { <Moment at /> })}</p>
            {(!said.is_empty()).then(|| view! {
                <details class="raw"><summary class="link">{t!(i18n, providers.raw_answer)}</summary><pre>{said.clone()}</pre></details>
            })}
            <AccountButton
                action=actions.resume company account=row.id class="btn primary" label=words!(i18n, providers.resume)
            />
        </Notice>
    }
}

/// What came of the last test, and when it was.
#[component]
fn Tested(test: LastTest) -> impl IntoView {
    let LastTest { at, outcome } = test;
    match outcome {
        TestOutcome::Good(found) => {
            view! { <Found found at=view! { <Moment at /> }.into_any() /> }.into_any()
        }
        TestOutcome::Bad(failure) => {
            view! { <NotFound failure at=view! { <Moment at /> }.into_any() /> }.into_any()
        }
    }
}

#[component]
fn Found(found: ConnectionTest, at: AnyView) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let facts = found.facts.into_iter().map(move |fact| {
        view! { <div><dt>{fact.label.pick(lang).to_owned()}</dt><dd>{fact.value}</dd></div> }
    });
    let warnings = found.warnings.into_iter().map(move |words| {
        view! { <p class="row"><Icon name="alert" small=true />{words.pick(lang).to_owned()}</p> }
    });
    view! {
        <Notice tone=Tone::Good>
            <p role="status"><b>{t!(i18n, providers.test_good)}</b>" "{found.name}" · "{at}</p>
            <dl class="props">{facts.collect_view()}</dl>
            {warnings.collect_view()}
        </Notice>
    }
}

#[component]
fn NotFound(failure: Failure, at: AnyView) -> impl IntoView {
    let i18n = use_i18n();
    let words = problem_text(i18n, failure.problem, failure.detail.as_deref());
    view! {
        <Notice tone=Tone::Bad>
            <p role="status"><b>{t!(i18n, providers.test_bad)}</b>" "{words}</p>
            {failure.detail.map(|code| view! {
                <details class="raw"><summary class="link">{t!(i18n, providers.raw_answer)}</summary><pre>{code}</pre></details>
            })}
            <p class="sm">
                {at}
                {failure.reference.map(|number| view! { " · "{t!(i18n, problem.reference, number = number)} })}
            </p>
        </Notice>
    }
}
