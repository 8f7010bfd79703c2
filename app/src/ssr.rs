//! What server functions and pages take from the request; compiled into the server only.

use domain::page::PageContext;
use leptos::prelude::*;

/// The page context that the HTTP edge made for this request.
pub fn page_context() -> Option<PageContext> {
    use_context::<http::request::Parts>()?.extensions.get::<PageContext>().cloned()
}
