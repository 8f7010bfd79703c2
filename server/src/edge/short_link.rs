//! A short address of an SMS: it leads where its text says, and nowhere else.

use app::ssr::Asking;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::failure::{Failure, Problem};
use http::header::{CACHE_CONTROL, LOCATION, REFERRER_POLICY};
use http::{HeaderName, Method, StatusCode};
use services::Services;

use super::calls;

/// The page for an address that leads nowhere any more.
pub const GONE: &str = "/link-gone";

/// `GET /l/{code}`: no cookie is set or read, and the other site is not told where somebody comes from.
pub async fn open(
    State(services): State<Services>,
    Extension(asking): Extension<Asking>,
    method: Method,
    Path(code): Path<String>,
) -> Response {
    let counts = method == Method::GET;
    match services.open_short_link(&code, counts, &asking.origin).await.map_err(Failure::from) {
        Ok(target) => (
            StatusCode::FOUND,
            [
                (LOCATION, target.as_str()),
                (CACHE_CONTROL, "no-store"),
                (REFERRER_POLICY, "no-referrer"),
                (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
            ],
        )
            .into_response(),
        Err(failure) if failure.problem == Problem::NotFound => Redirect::to(GONE).into_response(),
        Err(failure) => calls::problem(&failure),
    }
}
