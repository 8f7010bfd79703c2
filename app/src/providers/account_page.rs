use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use domain::provider_accounts::{AccountState, AccountView};
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::actions::{PauseForm, RemoveForm, ResumeForm, TestForm};
use super::api::{GetAccount, SaveAccount};
use super::callback::Callback;
use super::labels::pause_text;
use super::provider_fields::ProviderFields;
use super::templates::Templates;
use crate::call::ask;
use crate::form::{FormDone, FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::parts::{Loaded, Moment, Notice, Page, Tone, use_changes};

/// `/c/{company}/providers/{account}`: settings, test, pause.
pub struct ProviderAccountPage;

#[lazy_route]
impl LazyRoute for ProviderAccountPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let i18n = use_i18n();
        let company = use_company();
        let id = use_id("account").unwrap_or(AccountId::from_i64(0));
        let changes = use_changes(vec![Topic::Account(id)]);
        let account = ask(move || GetAccount { company, account: id }).again_when(move || changes.get());
        let back = (format!("/c/{company}/providers"), words!(i18n, providers.title));
        view! {
            <Page title=words!(i18n, providers.account_title) back narrow=true>
                <Loaded from=account children={move |account: AccountView| {
                    view! {
                        <StateNotice company account=account.clone() />
                        <Settings company account=account.clone() />
                        {(account.row.channel == Channel::Whatsapp)
                            .then(|| view! { <Templates company account=account.row.id /> })}
                        {account.callback.clone().map(|callback| view! { <Callback callback /> })}
                        <div class="row">
                            {(account.row.state == AccountState::Active)
                                .then(|| view! { <PauseForm company account=account.row.id /> })}
                            <RemoveForm company account=account.row.id />
                        </div>
                    }
                }} />
            </Page>
        }
        .into_any()
    }
}

/// What waits and why, with the button that lets it go.
#[component]
fn StateNotice(company: CompanyId, account: AccountView) -> impl IntoView {
    let i18n = use_i18n();
    let AccountView { row, pause_text: said, paused_at, .. } = account;
    (row.state == AccountState::Paused).then(move || {
        view! {
            <Notice tone=Tone::Warn>
                <p><b>{row.pause.map(|reason| pause_text(i18n, reason))}</b></p>
                <p class="sm">
                    {t!(i18n, providers.held_messages, count = row.held)}" "{paused_at.map(|at| view! { <Moment at /> })}
                </p>
                {(!said.is_empty()).then(|| view! {
                    <details class="raw"><summary class="link">{t!(i18n, providers.raw_answer)}</summary><pre>{said.clone()}</pre></details>
                })}
                <ResumeForm company account=row.id />
            </Notice>
        }
    })
}

#[component]
fn Settings(company: CompanyId, account: AccountView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveAccount>();
    let id = account.row.id;
    view! {
        <section class="panel stack" aria-labelledby="settings">
            <div class="row between"><h2 id="settings">{account.row.name.clone()}</h2><TestForm company account=id /></div>
            <PostForm action class="stack">
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=id.to_string() />
                <input type="hidden" name="provider" value=account.form.id.clone() />
                <FormFailure />
                <FormDone>{move || t!(i18n, providers.saved)}</FormDone>
                <TextField name="name" label=words!(i18n, providers.name) value=account.row.name />
                <ProviderFields form=account.form values=account.values kept_secrets=account.kept_secrets />
                <div class="row"><SubmitButton>{t!(i18n, providers.save)}</SubmitButton></div>
            </PostForm>
        </section>
    }
}
