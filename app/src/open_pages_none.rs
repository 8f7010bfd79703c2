//! In the browser a path of no page with WASM is the server's: it is loaded in full.

use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::hooks::use_url;
use leptos_router::path;

/// Everything that another route does not take.
#[component(transparent)]
pub fn OpenRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("/*elsewhere") view=Nowhere /> }.into_inner().into_any_nested_route()
}

/// Goes there.
#[component]
pub fn Nowhere() -> impl IntoView {
    let url = use_url().get_untracked();
    let place = [url.path(), if url.search().is_empty() { "" } else { "?" }, url.search()].concat();
    // A browser that refuses stays on the page it has.
    let _ = window().location().set_href(&place);
}
