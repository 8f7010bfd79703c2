use leptos::prelude::*;

use super::api::{EndSecondFactor, ResetSecondFactor};
use crate::form::{FormDone, FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::i18n::*;

/// Switches it off, by password and code.
#[component]
pub fn EndForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<EndSecondFactor>();
    view! {
        <h2>{t!(i18n, second_factor.end_title)}</h2>
        <PostForm action plain=true class="stack">
            <FormFailure />
            <TextField
                name="factor_password" label=words!(i18n, second_factor.password) kind="password"
                autocomplete="current-password" required=true
            />
            <TextField
                name="one_time_code" label=words!(i18n, second_factor.code)
                autocomplete="one-time-code" required=true
            />
            <SubmitButton class="wide danger">{t!(i18n, second_factor.end)}</SubmitButton>
        </PostForm>
    }
}

/// For operators: takes the factor of somebody away who has lost it.
#[component]
pub fn ResetForm() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ResetSecondFactor>();
    view! {
        <section class="others stack" aria-labelledby="reset">
            <div>
                <h2 id="reset">{t!(i18n, second_factor.reset_title)}</h2>
                <p class="sm dim">{t!(i18n, second_factor.reset_about)}</p>
            </div>
            <PostForm action plain=true class="stack">
                <FormFailure />
                <TextField name="login" label=words!(i18n, second_factor.login) autocomplete="off" required=true />
                <FormDone>{t!(i18n, second_factor.reset_done)}</FormDone>
                <button type="submit" class="btn danger wide">{t!(i18n, second_factor.reset)}</button>
            </PostForm>
        </section>
    }
}
