use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

use super::call::Call;
use crate::page_context::use_page_context;

/// Gives a form that makes something new a name of its own, so that it is carried out once also when its
/// answer was lost and it is sent again.
#[component]
pub fn FormKey(
    /// The call that makes it; none of a form that the browser posts.
    #[prop(optional)]
    action: Option<Call>,
) -> impl IntoView {
    // The server counts for all its pages, a browser for one: with the page's own beginning both differ.
    static FORMS: AtomicU32 = AtomicU32::new(1);
    let number = FORMS.fetch_add(1, Ordering::Relaxed);
    let page = use_page_context().form_key;
    let made = move || action.map_or(0, Call::made);
    view! { <input type="hidden" name="key" value=move || format!("{page}.{number}.{made}", made = made()) /> }
}
