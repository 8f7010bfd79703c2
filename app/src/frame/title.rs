use leptos::prelude::*;
use leptos_meta::Title;

use crate::page_context::use_page_context;

/// The title in the browser's tab: the page, then the brand.
#[component]
pub fn PageTitle(#[prop(into)] text: Signal<String>) -> impl IntoView {
    let brand = use_page_context().brand.name;
    view! { <Title text=move || format!("{} · {brand}", text.get()) /> }
}
