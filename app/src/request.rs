//! What a page takes from the request it is drawn for, and gives to its answer.

use domain::page::PageContext;
use leptos::prelude::*;

/// The page context that the HTTP edge made for this request.
pub fn page_context() -> Option<PageContext> {
    use_context::<http::request::Parts>()?.extensions.get::<PageContext>().cloned()
}

/// Sets the HTTP status of the page that is being drawn.
pub fn set_status(code: u16) {
    let status = http::StatusCode::from_u16(code).ok();
    if let (Some(status), Some(options)) = (status, use_context::<leptos_axum::ResponseOptions>()) {
        options.set_status(status);
    }
}
