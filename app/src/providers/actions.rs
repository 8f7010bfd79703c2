//! What can be done with an account besides changing its settings.

use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::Successor;
use leptos::prelude::*;

use crate::form::{ActionResult, Call, PostForm, SelectField, SubmitButton};
use crate::i18n::*;
use crate::parts::{Confirm, Icon};

/// The calls of the page. They live longer than what it shows, which is drawn anew at every change.
#[derive(Clone, Copy)]
pub struct Actions {
    pub test: Call,
    pub pause: Call,
    pub resume: Call,
    pub make_default: Call,
    pub remove: Call,
}

/// What became of the last one; a test tells its own result.
#[component]
pub fn Results(actions: Actions) -> impl IntoView {
    let i18n = use_i18n();
    let Actions { test, pause, resume, make_default, remove } = actions;
    view! {
        <ActionResult action=test quiet=true>""</ActionResult>
        <ActionResult action=pause quiet=true>""</ActionResult>
        <ActionResult action=resume>{move || t!(i18n, providers.resumed)}</ActionResult>
        <ActionResult action=make_default>{move || t!(i18n, providers.made_default)}</ActionResult>
        <ActionResult action=remove quiet=true>""</ActionResult>
    }
}

/// A button that does one thing to an account.
#[component]
pub fn AccountButton(
    action: Call,
    company: CompanyId,
    account: AccountId,
    #[prop(default = "btn")] class: &'static str,
    #[prop(optional, into)] icon: Option<&'static str>,
    #[prop(into)] label: Signal<String>,
) -> impl IntoView {
    view! {
        <PostForm action>
            <input type="hidden" name="company" value=company.to_string() />
            <input type="hidden" name="account" value=account.to_string() />
            <button type="submit" class=class disabled=action.is_pending()>
                {icon.map(|name| view! { <Icon name /> })}{label}
            </button>
        </PostForm>
    }
}

/// Removes the account; where messages wait for it and another one could carry them, it asks which.
#[component]
pub fn RemoveForm(
    action: Call,
    company: CompanyId,
    account: AccountId,
    successors: Vec<Successor>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Confirm
            id="remove-account" label=words!(i18n, providers.remove) title=words!(i18n, providers.remove_title)
            means=words!(i18n, providers.remove_means)
        >
            <PostForm action class="stack tight">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=account.to_string() />
                {(!successors.is_empty()).then(|| view! { <SuccessorField successors /> })}
                <SubmitButton class="danger">{t!(i18n, providers.remove)}</SubmitButton>
            </PostForm>
        </Confirm>
    }
}

#[component]
fn SuccessorField(successors: Vec<Successor>) -> impl IntoView {
    let i18n = use_i18n();
    let hold = (String::new(), t_string!(i18n, providers.successor_none).to_owned());
    let others = successors.into_iter().map(|other| (other.id.to_string(), other.name));
    view! {
        <SelectField
            name="successor" label=words!(i18n, providers.successor)
            options=std::iter::once(hold).chain(others).collect()
        />
    }
}
