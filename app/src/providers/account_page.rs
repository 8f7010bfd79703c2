use domain::failure::Failure;
use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use domain::provider_accounts::{AccountView, LastTest, TestOutcome};
use domain::rights::Right;
use domain::topic::Topic;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use super::actions::{Actions, Results};
use super::api::{
    GetAccount, MakeDefaultAccount, PauseAccount, RemoveAccount, ResumeAccount, SaveAccount, TestAccount,
};
use super::callback::Callback;
use super::provider_fields::ProviderFields;
use super::standing::Standing;
use super::templates::Templates;
use crate::call::{Asked, ask};
use crate::form::{Call, FormDone, FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::frame::{use_company, use_id};
use crate::i18n::*;
use crate::page_context::use_right;
use crate::parts::{Loaded, Page, use_changes};

/// `/c/{company}/providers/{account}`: how the account stands, and its settings.
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
        let now = ask(move || GetAccount { company, account: id }).again_when(move || changes.get());
        // Asked once: what is typed into the settings, and what a form has said, must not be drawn over when
        // the account changes.
        let stored = ask(move || GetAccount { company, account: id });
        let actions = Actions {
            test: use_call::<TestAccount>(),
            pause: use_call::<PauseAccount>(),
            resume: use_call::<ResumeAccount>(),
            make_default: use_call::<MakeDefaultAccount>(),
            remove: use_call::<RemoveAccount>(),
        };
        let back = (format!("/c/{company}/providers"), words!(i18n, providers.title));
        view! {
            <Page title=words!(i18n, providers.account_title) back narrow=true>
                <Results actions />
                <Loaded from=now children={move |account: AccountView| view! { <Standing company account actions /> }} />
                <Loaded from=stored quiet=true children={move |account: AccountView| view! {
                    <Settings company account=account.clone() now />
                    {use_right(Right::SeeFinancial).then(|| view! { <ToMoney company account=account.row.id /> })}
                    {(account.row.channel == Channel::Whatsapp).then(|| view! {
                        <ToConnection company account=account.row.id />
                        <Templates company account=account.row.id />
                    })}
                }} />
                <Loaded from=now rows=1 quiet=true children={move |account: AccountView| {
                    account.callback.map(|callback| view! { <Callback callback /> })
                }} />
            </Page>
        }
        .into_any()
    }
}

/// The way to what the account charges and what is left on it.
#[component]
fn ToMoney(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let place = format!("/c/{company}/providers/{account}/credit");
    view! {
        <section class="panel stack" aria-labelledby="money">
            <div><h2 id="money">{t!(i18n, providers.money)}</h2><p class="sm dim">{t!(i18n, providers.money_about)}</p></div>
            <div class="row"><a class="btn" href=place rel="external">{t!(i18n, providers.money_open)}</a></div>
        </section>
    }
}

/// The way to the look at each part of the connection.
#[component]
fn ToConnection(company: CompanyId, account: AccountId) -> impl IntoView {
    let i18n = use_i18n();
    let place = format!("/c/{company}/providers/{account}/connection");
    view! {
        <section class="panel stack" aria-labelledby="connection">
            <div>
                <h2 id="connection">{t!(i18n, providers.connection)}</h2>
                <p class="sm dim">{t!(i18n, providers.connection_about)}</p>
            </div>
            <div class="row"><a class="btn" href=place rel="external">{t!(i18n, providers.connection_open)}</a></div>
        </section>
    }
}

#[component]
fn Settings(company: CompanyId, account: AccountView, now: Asked<AccountView>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveAccount>();
    let id = account.row.id;
    let known = refused_by_test(account.last_test, now, action);
    view! {
        <section class="panel stack" aria-labelledby="settings">
            <h2 id="settings">{t!(i18n, providers.settings)}</h2>
            <PostForm action class="stack" known>
                <input type="hidden" name="company" value=company.to_string() />
                <input type="hidden" name="account" value=id.to_string() />
                <input type="hidden" name="provider" value=account.form.id.clone() />
                <FormFailure />
                <FormDone>{move || t!(i18n, providers.saved)}</FormDone>
                <TextField name="name" label=words!(i18n, providers.name) value=account.row.name />
                <ProviderFields
                    form=account.form values=account.values kept_secrets=account.kept_secrets
                    sender_names=account.sender_names
                />
                <div class="row"><SubmitButton>{t!(i18n, providers.save)}</SubmitButton></div>
            </PostForm>
        </section>
    }
}

/// What the last test found wrong with the settings, followed while the page is open. Saving them is a
/// word on it: what an earlier test found then holds no more.
fn refused_by_test(stored: Option<LastTest>, now: Asked<AccountView>, save: Call) -> Signal<Option<Failure>> {
    let last = RwSignal::new(stored);
    let answered = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(account) = now.body().get().and_then(|body| body.read::<AccountView>().ok()) {
            last.set(account.last_test);
        }
    });
    Effect::new(move |_| {
        if save.made() > 0 {
            answered.set(last.with_untracked(|test| test.as_ref().map(|test| test.at)));
        }
    });
    Signal::derive(move || {
        let test = last.get().filter(|test| Some(test.at) != answered.get())?;
        match test.outcome {
            TestOutcome::Bad(failure) => Some(failure),
            TestOutcome::Good(_) => None,
        }
    })
}
