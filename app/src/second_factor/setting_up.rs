use domain::accounts::SeedView;
use leptos::prelude::*;

use super::api::{BeginSecondFactor, ConfirmSecondFactor, PutRecoveryCodesAway};
use crate::form::{FormFailure, PostForm, SubmitButton, TextField, use_call};
use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What it is, and the password that begins it.
#[component]
pub fn Begin() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<BeginSecondFactor>();
    view! {
        <p class="dim">{t!(i18n, second_factor.about)}</p>
        <PostForm action plain=true class="stack">
            <FormFailure />
            <TextField
                name="factor_password" label=words!(i18n, second_factor.password) kind="password"
                autocomplete="current-password" required=true
            />
            <SubmitButton class="wide">{t!(i18n, second_factor.begin)}</SubmitButton>
        </PostForm>
    }
}

/// The seed for the app, and its first code. The picture is drawn by the server and holds no text of
/// anybody's.
#[component]
pub fn Confirm(seed: SeedView) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ConfirmSecondFactor>();
    view! {
        <p>{t!(i18n, second_factor.scan)}</p>
        <div role="img" aria-label=t_string!(i18n, second_factor.picture) inner_html=seed.picture></div>
        <p class="sm">{t!(i18n, second_factor.or_type)}<br /><code>{seed.secret}</code></p>
        <PostForm action plain=true class="stack">
            <FormFailure />
            <TextField
                name="one_time_code" label=words!(i18n, second_factor.first_code) inputmode="numeric"
                autocomplete="one-time-code" required=true
            />
            <SubmitButton class="wide">{t!(i18n, second_factor.confirm)}</SubmitButton>
        </PostForm>
    }
}

/// The recovery codes, until their owner has put them away.
#[component]
pub fn Codes(codes: Vec<String>) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<PutRecoveryCodesAway>();
    view! {
        <Notice tone=Tone::Good><p>{t!(i18n, second_factor.is_on)}</p></Notice>
        <h2>{t!(i18n, second_factor.codes)}</h2>
        <p class="dim">{t!(i18n, second_factor.codes_about)}</p>
        <ol class="codes">{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
        <PostForm action plain=true>
            <SubmitButton class="wide">{t!(i18n, second_factor.put_away)}</SubmitButton>
        </PostForm>
    }
}
