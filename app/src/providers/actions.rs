//! What can be done with an account besides changing its settings.

use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::ConnectionTest;
use leptos::prelude::*;

use super::api::{PauseAccount, RemoveAccount, ResumeAccount, TestAccount};
use crate::form::{FormDone, FormFailure, PostForm, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Confirm, Icon, Notice, Tone};

#[component]
fn Ids(company: CompanyId, account: AccountId) -> impl IntoView {
    view! {
        <input type="hidden" name="company" value=company.to_string() />
        <input type="hidden" name="account" value=account.to_string() />
    }
}

/// Tries the settings and tells in words what came back.
#[component]
pub fn TestForm(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<TestAccount>();
    let found = move || action.answer::<ConnectionTest>().and_then(Result::ok);
    view! {
        <PostForm action class="stack">
            <Ids company account />
            <FormFailure />
            {move || found().map(|test| view! { <Found test /> })}
            <div class="row"><button type="submit" class="btn"><Icon name="plug" />{t!(i18n, providers.test)}</button></div>
        </PostForm>
    }
}

#[component]
fn Found(test: ConnectionTest) -> impl IntoView {
    let i18n = use_i18n();
    let lang = use_page_context().lang;
    let facts = test.facts.into_iter().map(move |fact| {
        view! { <div><dt>{fact.label.pick(lang).to_owned()}</dt><dd>{fact.value}</dd></div> }
    });
    let warnings = test
        .warnings
        .into_iter()
        .map(move |words| view! { <p class="warn">{words.pick(lang).to_owned()}</p> });
    view! {
        <Notice tone=Tone::Good>
            <p role="status"><b>{t!(i18n, providers.test_good)}</b>" "{test.name}</p>
            <dl class="props">{facts.collect_view()}</dl>
            {warnings.collect_view()}
        </Notice>
    }
}

#[component]
pub fn PauseForm(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<PauseAccount>();
    view! {
        <PostForm action plain=true>
            <Ids company account />
            <button type="submit" class="btn"><Icon name="pause" />{t!(i18n, providers.pause)}</button>
        </PostForm>
    }
}

#[component]
pub fn ResumeForm(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ResumeAccount>();
    view! {
        <PostForm action plain=true>
            <Ids company account />
            <FormFailure />
            <FormDone>{move || t!(i18n, providers.resumed)}</FormDone>
            <button type="submit" class="btn primary">{t!(i18n, providers.resume)}</button>
        </PostForm>
    }
}

#[component]
pub fn RemoveForm(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<RemoveAccount>();
    view! {
        <Confirm
            id="remove-account" label=words!(i18n, providers.remove) title=words!(i18n, providers.remove_title)
            means=words!(i18n, providers.remove_means)
        >
            <PostForm action plain=true>
                <Ids company account />
                <button type="submit" class="btn danger">{t!(i18n, providers.remove)}</button>
            </PostForm>
        </Confirm>
    }
}
