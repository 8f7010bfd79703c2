//! The link of a password mail: its token is swapped for a cookie on the first visit, so that it
//! stands in no history and no referer.

use app::ssr::{Asking, reset_cookie_name, step_cookie_name};
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::failure::Failure;
use services::{ServiceError, Services};

use super::calls;

/// Where a link leads that does not work any more.
pub const ASK_AGAIN: &str = "/reset?expired=1";

/// Whether a visitor opens the page for a new password without a link that works.
pub fn lacks_link(path: &str, jar: &CookieJar, asking: Option<&Asking>) -> bool {
    path == "/reset/new" && jar.get(reset_cookie_name(asking.is_some_and(|asking| asking.secure))).is_none()
}

/// Whether a visitor opens the page for the code of a sign-in that did not begin.
pub fn lacks_first_step(path: &str, jar: &CookieJar, asking: Option<&Asking>) -> bool {
    path == "/signin/code" && jar.get(step_cookie_name(asking.is_some_and(|asking| asking.secure))).is_none()
}

/// `GET /reset/{token}`; a link that does not work any more leads to asking for another.
pub async fn open(
    State(services): State<Services>,
    Extension(asking): Extension<Asking>,
    jar: CookieJar,
    Path(token): Path<String>,
) -> Response {
    match services.open_password_reset(&token).await {
        Ok(opened) => {
            let cookie = Cookie::build((reset_cookie_name(asking.secure), opened.expose().to_owned()))
                .path("/")
                .http_only(true)
                .secure(asking.secure)
                .same_site(SameSite::Lax)
                .max_age(time::Duration::hours(1));
            (jar.add(cookie), Redirect::to("/reset/new")).into_response()
        }
        Err(ServiceError::Refused(_)) => Redirect::to(ASK_AGAIN).into_response(),
        Err(error) => calls::problem(&Failure::from(error)),
    }
}
