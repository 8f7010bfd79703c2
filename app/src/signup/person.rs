use leptos::prelude::*;

use crate::form::TextField;
use crate::i18n::*;

/// Name, username, e-mail and phone. An invitation has its address already and shows it.
#[component]
pub fn PersonFields(#[prop(optional, into)] invited: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="duo">
            <TextField name="name" label=words!(i18n, signup.name) autocomplete="name" required=true />
            <TextField
                name="username" label=words!(i18n, signup.username) hint=words!(i18n, signup.username_hint)
                autocomplete="username" required=true
            />
            <EmailField invited />
            <TextField
                name="phone" label=words!(i18n, signup.phone) hint=words!(i18n, signup.phone_hint)
                kind="tel" autocomplete="tel"
            />
        </div>
    }
}

#[component]
fn EmailField(invited: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    match invited {
        Some(address) => view! {
            <div class="field">
                <span class="label">{t!(i18n, signup.email)}</span>
                <p class="fixed">{address}</p>
            </div>
        }
        .into_any(),
        None => view! {
            <TextField
                name="email" label=words!(i18n, signup.email) hint=words!(i18n, signup.email_hint)
                kind="email" autocomplete="email" required=true
            />
        }
        .into_any(),
    }
}
