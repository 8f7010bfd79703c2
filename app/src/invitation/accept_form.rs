use leptos::prelude::*;

use super::api::AcceptInvitationAsNew;
use crate::form::{FormFailure, PostForm, SubmitButton, use_call};
use crate::i18n::*;
use crate::signup::{NewPasswordFields, PersonFields, SeenDocuments};

/// Makes the account of somebody who has none.
#[component]
pub fn AcceptForm(email: String, token: String) -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<AcceptInvitationAsNew>();
    view! {
        <PostForm action plain=true class="stack groups">
            <input type="hidden" name="token" value=token />
            <FormFailure />
            <fieldset class="group">
                <legend>{t!(i18n, signup.you)}</legend>
                <PersonFields invited=email />
                <NewPasswordFields />
            </fieldset>
            <fieldset class="group">
                <legend>{t!(i18n, signup.documents)}</legend>
                <SeenDocuments />
            </fieldset>
            <SubmitButton class="wide">{t!(i18n, invitation.accept)}</SubmitButton>
        </PostForm>
    }
}
