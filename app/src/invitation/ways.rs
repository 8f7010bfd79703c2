use domain::failure::{Failure, Problem};
use leptos::prelude::*;

use super::api::AcceptInvitation;
use crate::form::{FormFailure, PostForm, SubmitButton, use_call};
use crate::i18n::*;
use crate::parts::{FailureNotice, Notice, Tone};

/// Joins with the account that is signed in, which may have another address than the invited one.
#[component]
pub fn Join(mine: String, invited: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<AcceptInvitation>();
    let other = (mine != invited).then(|| view! { <OtherAddress invited /> });
    view! {
        <p>{t!(i18n, invitation.signed_in_as, mine = mine.clone())}</p>
        {other}
        <PostForm action plain=true class="stack">
            <input type="hidden" name="token" value=token />
            <FormFailure />
            <SubmitButton class="wide">{t!(i18n, invitation.join)}</SubmitButton>
        </PostForm>
    }
}

#[component]
fn OtherAddress(invited: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Notice tone=Tone::Warn>
            <p>{t!(i18n, invitation.other_address, invited = invited.clone())}</p>
        </Notice>
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
