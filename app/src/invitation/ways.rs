use domain::failure::{Failure, Problem};
use leptos::prelude::*;

use super::api::JoinCompany;
use crate::form::{FormFailure, PostForm, SubmitButton};
use crate::i18n::*;
use crate::parts::{FailureNotice, Notice, Tone};
use crate::session::SignOut;

/// Joins with the account that is signed in.
#[component]
pub fn Join(mine: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<JoinCompany>::new();
    view! {
        <p>{t!(i18n, invitation.signed_in_as, mine = mine.clone())}</p>
        <PostForm action plain=true class="stack">
            <input type="hidden" name="token" value=token />
            <FormFailure />
            <SubmitButton class="wide">{t!(i18n, invitation.join)}</SubmitButton>
        </PostForm>
    }
}

/// An invitation belongs to an address; somebody else's account cannot use it.
#[component]
pub fn OtherAccount(mine: String, invited: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = ServerAction::<SignOut>::new();
    view! {
        <Notice tone=Tone::Warn>
            <p>{t!(i18n, invitation.other_account, mine = mine.clone(), invited = invited.clone())}</p>
            <p>{t!(i18n, invitation.open_again)}</p>
        </Notice>
        <PostForm action plain=true class="stack">
            <SubmitButton class="wide">{t!(i18n, frame.sign_out)}</SubmitButton>
        </PostForm>
    }
}

/// The invited address has an account: sign in, then come back here.
#[component]
pub fn SignInFirst(email: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let href = format!("/signin?next=/invitation/{token}");
    view! {
        <p>{t!(i18n, invitation.has_account, email = email.clone())}</p>
        <a class="btn primary wide" href=href>{t!(i18n, invitation.sign_in)}</a>
    }
}

/// The link leads nowhere any more.
#[component]
pub fn Unusable(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    let gone = matches!(failure.problem, Problem::LinkExpired | Problem::NotFound);
    match gone {
        true => {
            crate::request::set_status(410);
            view! {
                <h1>{t!(i18n, invitation.gone)}</h1>
                <p>{t!(i18n, invitation.gone_why)}</p>
                <a class="btn wide" href="/signin">{t!(i18n, invitation.sign_in)}</a>
            }
            .into_any()
        }
        false => view! { <FailureNotice failure /> }.into_any(),
    }
}
