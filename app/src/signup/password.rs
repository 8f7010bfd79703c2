use leptos::prelude::*;

use crate::form::TextField;
use crate::i18n::*;

/// A password and its repetition: the first one, or a new one in the place of an old.
#[component]
pub fn NewPasswordFields(#[prop(optional)] renewed: bool) -> impl IntoView {
    let i18n = use_i18n();
    let label = if renewed { words!(i18n, signup.new_password) } else { words!(i18n, signup.password) };
    let again =
        if renewed { words!(i18n, signup.new_password_again) } else { words!(i18n, signup.password_again) };
    view! {
        <div class="duo">
            <TextField
                name="password" label hint=words!(i18n, signup.password_hint)
                kind="password" autocomplete="new-password" required=true
            />
            <TextField
                name="password_again" label=again
                kind="password" autocomplete="new-password" required=true
            />
        </div>
    }
}
