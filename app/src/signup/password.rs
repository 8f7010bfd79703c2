use leptos::prelude::*;

use crate::form::TextField;
use crate::i18n::*;

/// A new password and its repetition.
#[component]
pub fn NewPasswordFields() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class="duo">
            <TextField
                name="password" label=words!(i18n, signup.password) hint=words!(i18n, signup.password_hint)
                kind="password" autocomplete="new-password" required=true
            />
            <TextField
                name="password_again" label=words!(i18n, signup.password_again)
                kind="password" autocomplete="new-password" required=true
            />
        </div>
    }
}
