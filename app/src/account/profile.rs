use domain::accounts::ProfileView;
use domain::lang::Lang;
use leptos::prelude::*;

use super::api::SaveProfile;
use super::email::EmailForm;
use super::phone::Phone;
use crate::call::Asked;
use crate::form::{FormDone, FormFailure, PostForm, SelectField, SubmitButton, TextField, use_call};
use crate::i18n::*;
use crate::parts::Loaded;

/// Who the person is: name, username, language, e-mail address and phone.
#[component]
pub fn Profile(profile: Asked<ProfileView>) -> impl IntoView {
    let draw = move |shown: ProfileView| {
        view! {
            <PersonForm person=shown.clone() />
            <EmailForm person=shown.clone() profile />
            <Phone person=shown.clone() profile />
            <SecondFactor is_on=shown.has_second_factor />
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

/// The way to two-step sign-in, which has a page of its own without WASM.
#[component]
fn SecondFactor(is_on: bool) -> impl IntoView {
    let i18n = use_i18n();
    let (about, act) = match is_on {
        true => (t_string!(i18n, account.factor_is_on), t_string!(i18n, account.factor_manage)),
        false => (t_string!(i18n, account.factor_is_off), t_string!(i18n, account.factor_turn_on)),
    };
    view! {
        <section class="panel stack" aria-labelledby="factor">
            <h2 id="factor">{t!(i18n, account.factor)}</h2>
            <p class="sm dim">{about}</p>
            <div class="row"><a class="btn" href="/two-factor" rel="external">{act}</a></div>
        </section>
    }
}
