use domain::accounts::ProfileView;
use leptos::prelude::*;

use super::api::ChangeEmail;
use crate::call::Asked;
use crate::form::{FormDone, FormFailure, PostForm, TextField, use_call, use_refetch};
use crate::i18n::*;
use crate::page_context::use_page_context;
use crate::parts::{Notice, Tone};

/// The e-mail address, and the way to another one: a link goes there first.
#[component]
pub fn EmailForm(person: ProfileView, profile: Asked<ProfileView>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ChangeEmail>();
    use_refetch(action, profile);
    view! {
        <section class="panel stack" aria-labelledby="email-title">
            <h2 id="email-title">{t!(i18n, account.email)}</h2>
            <p><b>{person.email}</b></p>
            <MailWaits />
            {person.next_email.map(|email| view! { <Waits email /> })}
            <PostForm action class="stack" clear=true>
                <FormFailure />
                <div class="duo">
                    <TextField
                        name="email" kind="email" label=words!(i18n, account.next_email)
                        hint=words!(i18n, account.next_email_hint) autocomplete="email" required=true
                    />
                    <TextField
                        name="email_password" label=words!(i18n, account.current) kind="password"
                        autocomplete="current-password" required=true
                    />
                </div>
                <div class="form-end">
                    <button type="submit" class="btn">{t!(i18n, account.change_email)}</button>
                    <FormDone>{t!(i18n, account.email_asked)}</FormDone>
                </div>
            </PostForm>
        </section>
    }
}

#[component]
fn Waits(email: String) -> impl IntoView {
    let i18n = use_i18n();
    view! { <Notice><p>{t!(i18n, account.email_waits, email = email.clone())}</p></Notice> }
}

/// Says when no mail can leave this installation, and whom to ask.
#[component]
fn MailWaits() -> impl IntoView {
    let i18n = use_i18n();
    let page = use_page_context();
    (!page.sends_mail).then(|| {
        view! {
            <Notice tone=Tone::Warn><p>{t!(i18n, account.no_mail, contact = page.brand.contact)}</p></Notice>
        }
    })
}
