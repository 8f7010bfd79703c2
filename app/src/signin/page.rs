use leptos::prelude::*;

use crate::i18n::*;

#[component]
pub fn SignInPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <main id="main"><h1>{t!(i18n, signin.title)}</h1></main> }
}
