use leptos::prelude::*;
use leptos_meta::Title;

use crate::page_context::use_page_context;

/// The title in the browser's tab: the page, then the brand.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let brand = use_page_context().brand.name;
    // The server writes the title when the page is done, maybe in the midst of another page's work, where
    // this page's signals cannot be read.
    let first = text.get_untracked();
    let text = move || text.try_get().unwrap_or_else(|| first.clone());
    view! { <Title text=move || format!("{} · {brand}", text()) /> }
}
