use leptos::prelude::*;

use crate::i18n::*;

/// Shown for a path that leads nowhere; answers 404 on the server.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let i18n = use_i18n();
    view! { <main id="main"><h1>{t!(i18n, frame.not_found)}</h1></main> }
}
