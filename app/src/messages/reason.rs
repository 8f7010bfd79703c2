use domain::id::CompanyId;
use domain::message::HoldReason;
use domain::messages::StateReason;
use domain::rights::Right;
use leptos::prelude::*;

use super::labels::reason_text;
use crate::i18n::*;
use crate::page_context::use_right;

/// Why a message stands where it stands; one that waits for an account, with the way to connect one.
#[component]
pub fn Reason(company: CompanyId, reason: StateReason) -> impl IntoView {
    let i18n = use_i18n();
    let waits = reason == StateReason::Hold(HoldReason::NoAccount) && use_right(Right::ManageProviders);
    view! {
        {reason_text(i18n, reason)}
        {waits.then(|| view! {
            " "<a class="link" href=format!("/c/{company}/providers")>{t!(i18n, messages.connect_account)}</a>
        })}
    }
}
