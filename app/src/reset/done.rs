use leptos::prelude::*;

use super::api::ResetPassword;
use crate::form::{ActionResult, use_call};
use crate::i18n::*;

/// On the sign-in page: says that a new password was just set.
#[component]
pub fn ResetDone() -> impl IntoView {
    let i18n = use_i18n();
    let action = use_call::<ResetPassword>();
    view! { <ActionResult action>{t!(i18n, reset.done)}</ActionResult> }
}
