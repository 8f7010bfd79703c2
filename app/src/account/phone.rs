use domain::accounts::ProfileView;
use domain::phone::humanize;
use leptos::prelude::*;

use super::api::{ProvePhone, SaveOwnPhone, SendPhoneCode};
use crate::call::Asked;
use crate::form::{
    ActionResult, FormDone, FormFailure, PostForm, SubmitButton, TextField, use_call, use_refetch,
};
use crate::i18n::*;

/// The phone that tests of SMS and WhatsApp go to, and the way to prove that it is one's own.
#[component]
pub fn Phone(person: ProfileView, profile: Asked<ProfileView>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<SaveOwnPhone>();
    use_refetch(action, profile);
    let phone = person.phone.clone();
    view! {
        <section class="panel stack" aria-labelledby="phone-title">
            <h2 id="phone-title">{t!(i18n, account.phone)}</h2>
            <PostForm action class="stack">
                <FormFailure />
                <TextField
                    name="phone" kind="tel" label=words!(i18n, account.phone) value=humanize(&phone)
                    autocomplete="tel" hint=words!(i18n, account.phone_hint)
                />
                <div class="form-end">
                    <button type="submit" class="btn">{t!(i18n, account.save_phone)}</button>
                    <FormDone>{t!(i18n, account.phone_saved)}</FormDone>
                </div>
            </PostForm>
            <Proof person profile />
        </section>
    }
}

/// Nothing without a phone; else whether it is proven, or how it can be.
#[component]
fn Proof(person: ProfileView, profile: Asked<ProfileView>) -> impl IntoView {
    let i18n = use_i18n();
    let said = |words: &'static str| view! { <p class="sm dim">{words}</p> }.into_any();
    match &person {
        ProfileView { phone, .. } if phone.is_empty() => ().into_any(),
        ProfileView { phone_is_proven: true, .. } => said(t_string!(i18n, account.phone_proven)),
        ProfileView { sends_codes: false, .. } => said(t_string!(i18n, account.sends_no_codes)),
        _ => view! { <Codes is_sent=person.code_is_sent profile /> }.into_any(),
    }
}

#[component]
fn Codes(is_sent: bool, profile: Asked<ProfileView>) -> impl IntoView {
    let i18n = use_i18n();
    let (send, prove) = (use_call::<SendPhoneCode>(), use_call::<ProvePhone>());
    use_refetch(send, profile);
    use_refetch(prove, profile);
    let words =
        if is_sent { t_string!(i18n, account.send_again) } else { t_string!(i18n, account.send_code) };
    let code = is_sent.then(|| {
        view! {
            <PostForm action=prove class="stack">
                <FormFailure />
                <TextField
                    name="phone_code" label=words!(i18n, account.phone_code) inputmode="numeric"
                    autocomplete="one-time-code" required=true
                />
                <div class="form-end"><SubmitButton>{t!(i18n, account.prove_phone)}</SubmitButton></div>
            </PostForm>
        }
    });
    view! {
        <p class="sm dim">{t!(i18n, account.phone_unproven)}</p>
        <ActionResult action=send>{t!(i18n, account.code_sent)}</ActionResult>
        {code}
        <PostForm action=send><button type="submit" class="btn">{words}</button></PostForm>
    }
}
