use domain::failure::{Failure, Problem};
use leptos::prelude::*;

use crate::i18n::*;
use crate::parts::FailureNotice;

/// The link leads nowhere.
#[component]
pub fn Unknown(failure: Failure) -> impl IntoView {
    let i18n = use_i18n();
    crate::request::set_status(failure.problem.status());
    match failure.problem {
        Problem::NotFound => view! {
            <h1>{t!(i18n, refusal.unknown)}</h1>
            <p>{t!(i18n, refusal.unknown_why)}</p>
        }
        .into_any(),
        _ => view! { <FailureNotice failure /> }.into_any(),
    }
}
