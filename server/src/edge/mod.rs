//! The HTTP edge: what stands between a socket and a use case.

mod pages;

use axum::Router;
use leptos::config::LeptosOptions;

/// Everything this program answers.
pub fn router(options: LeptosOptions) -> Router {
    pages::router(options)
}
