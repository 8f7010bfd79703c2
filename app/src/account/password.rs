use domain::accounts::SessionRow;
use leptos::prelude::*;

use super::api::ChangePassword;
use crate::call::Asked;
use crate::form::{FormDone, FormFailure, PostForm, TextField, use_call, use_refetch};
use crate::i18n::*;
use crate::signup::NewPasswordFields;

/// Changes the password; afterwards the fields are empty again.
#[component]
pub fn PasswordForm(sessions: Asked<Vec<SessionRow>>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ChangePassword>();
    use_refetch(action, sessions);
    view! {
        <section class="panel" aria-labelledby="change">
            <h2 id="change">{t!(i18n, account.change_password)}</h2>
            <PostForm action class="stack" clear=true>
                <FormFailure />
                <div class="duo">
                    <TextField
                        name="current" label=words!(i18n, account.current) kind="password"
                        autocomplete="current-password" required=true
                    />
                </div>
                <NewPasswordFields renewed=true />
                <p class="hint">{t!(i18n, account.change_means)}</p>
                <div class="form-end">
                    <button type="submit" class="btn">{t!(i18n, account.change)}</button>
                    <FormDone>{t!(i18n, account.changed)}</FormDone>
                </div>
            </PostForm>
        </section>
    }
}
