//! The script and the style of the search over a page; a page fetches them when they are asked for.

use app::search::SEARCH_STYLE;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// `GET /palette.js`.
pub async fn script() -> Response {
    file("text/javascript; charset=utf-8", include_str!("palette.js"))
}

/// `GET /search.css`: of the search page, and of the search over others.
pub async fn style() -> Response {
    file("text/css; charset=utf-8", SEARCH_STYLE)
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "no-cache")], text).into_response()
}
