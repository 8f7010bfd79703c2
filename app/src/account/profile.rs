use domain::accounts::ProfileView;
use domain::lang::Lang;
use leptos::prelude::*;

use super::api::SaveProfile;
use super::email::EmailForm;
use super::phone::Phone;
use crate::call::Asked;
use crate::form::{FormDone, FormFailure, PostForm, SelectField, SubmitButton, TextField, use_call};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::Loaded;

/// Who the person is: name, username, language, e-mail address and phone.
#[component]
pub fn Profile(profile: Asked<ProfileView>) -> impl IntoView {
    let draw = move |shown: ProfileView| {
        view! {
            <PersonForm person=shown.clone() />
            <EmailForm person=shown.clone() profile />
            <Phone person=shown.clone() profile />
            <Ways has_second_factor=shown.has_second_factor />
        }
    };
    view! { <Loaded from=profile rows=3 children=draw /> }
}

/// The answer is a new page: language and name stand all over it.
#[component]
fn PersonForm(person: ProfileView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveProfile>();
    let languages = [(Lang::Tr, "Türkçe"), (Lang::En, "English")];
    let options = languages.map(|(lang, name)| (lang.code().to_owned(), name.to_owned())).to_vec();
    view! {
        <section class="panel stack" aria-labelledby="person">
            <h2 id="person">{t!(i18n, account.person)}</h2>
            <PostForm action plain=true class="stack">
                <FormFailure />
                <div class="duo">
                    <TextField
                        name="name" label=words!(i18n, account.name) value=person.name
                        autocomplete="name" required=true
                    />
                    <TextField
                        name="username" label=words!(i18n, signup.username) hint=words!(i18n, signup.username_hint)
                        value=person.username autocomplete="username" required=true
                    />
                    <SelectField
                        name="lang" label=words!(i18n, account.lang) options value=person.lang.code()
                        hint=words!(i18n, account.lang_hint)
                    />
                </div>
                <div class="form-end">
                    <SubmitButton>{t!(i18n, account.save_profile)}</SubmitButton>
                    <FormDone>{t!(i18n, account.profile_saved)}</FormDone>
                </div>
            </PostForm>
        </section>
    }
}

/// The ways to what has pages of its own without WASM.
#[component]
fn Ways(has_second_factor: bool) -> impl IntoView {
    let i18n = use_i18n();
    let (about, open) = match has_second_factor {
        true => (t_string!(i18n, account.factor_is_on), t_string!(i18n, account.factor_manage)),
        false => (t_string!(i18n, account.factor_is_off), t_string!(i18n, account.factor_turn_on)),
    };
    let is_operator = use_page_context().visitor.is_some_and(|visitor| visitor.is_operator);
    view! {
        <Way id="factor" title=t_string!(i18n, account.factor) about href="/two-factor" open />
        <Way
            id="documents" title=t_string!(i18n, account.documents) about=t_string!(i18n, account.documents_about)
            href="/documents" open=t_string!(i18n, account.documents_open)
        />
        {is_operator.then(|| view! {
            <Way
                id="operator" title=t_string!(i18n, account.operator) about=t_string!(i18n, account.operator_about)
                href="/operator" open=t_string!(i18n, account.operator_open)
            />
        })}
    }
}

#[component]
fn Way(
    id: &'static str,
    title: &'static str,
    about: &'static str,
    href: &'static str,
    open: &'static str,
) -> impl IntoView {
    view! {
        <section class="panel stack" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <p class="sm dim">{about}</p>
            <div class="row"><a class="btn" href=href rel="external">{open}</a></div>
        </section>
    }
    .into_any()
}
