//! Files of the site: scripts and styles, whose names hold a hash of their contents, so that a browser keeps
//! them for ever; and icons, which it keeps for a day.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::CACHE_CONTROL;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const FOR_A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// The layer around the folder of scripts and styles.
pub async fn keep_for_ever(request: Request, next: Next) -> Response {
    kept(next.run(request).await, FOR_EVER)
}

/// The layer around the folder of icons.
pub async fn keep_for_a_day(request: Request, next: Next) -> Response {
    kept(next.run(request).await, FOR_A_DAY)
}

fn kept(mut response: Response, how_long: HeaderValue) -> Response {
    if response.status().is_success() {
        response.headers_mut().insert(CACHE_CONTROL, how_long);
    }
    response
}
