//! What server functions take from the request and give to its answer; compiled into the server only.

use domain::failure::Problem;
use domain::id::CompanyId;
use domain::lang::Lang;
use domain::page::documents_before;
use http::header::SET_COOKIE;
use http::request::Parts;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use services::accounts::SignedIn;
use services::backups::{BackupState, Backups};
use services::secrets::Token;
use services::{Actor, Origin, ServiceError, Services};

use crate::call::{Answer, CallError};

/// What the HTTP edge knows of a request besides who asks; it stands in the request's extensions.
#[derive(Debug, Clone)]
pub struct Asking {
    pub origin: Origin,
    /// The session cookie, whether or not a session stands behind it.
    pub cookie: Option<Token>,
    /// The cookie of somebody who opened the link of a password mail.
    pub reset: Option<Token>,
    /// The cookie of somebody whose password was right and whose code is waited for.
    pub step: Option<Token>,
    pub lang: Lang,
    /// Whether cookies are bound to TLS.
    pub secure: bool,
    /// Whether the request never left the machine it was made on, so that nobody reads along.
    pub local: bool,
}

/// The backups that this process makes by itself, if any; part of the context.
#[derive(Debug, Clone)]
pub struct PlannedBackups(pub Option<Backups>);

/// The name of the session cookie; bound to host and TLS where there is TLS.
pub const fn session_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-session" } else { "session" }
}

/// The name of the password-reset cookie.
pub const fn reset_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-reset" } else { "reset" }
}

/// The name of the cookie between the two steps of a sign-in.
pub const fn step_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-step" } else { "step" }
}

/// Everything the product does.
///
/// # Errors
/// `Internal` outside a request: a defect of the wiring.
pub fn services() -> Answer<Services> {
    use_context().ok_or_else(|| CallError(Problem::Internal.into()))
}

/// The request as the edge saw it.
///
/// # Errors
/// `Internal` outside a request.
pub fn asking() -> Answer<Asking> {
    extension().ok_or_else(|| CallError(Problem::Internal.into()))
}

/// The permission to set a new password, from the link of a mail.
///
/// # Errors
/// `LinkExpired` without one.
pub fn reset_permission() -> Answer<Token> {
    asking()?.reset.ok_or_else(|| CallError(Problem::LinkExpired.into()))
}

/// Who is signed in.
///
/// # Errors
/// `SignInNeeded`.
pub fn actor() -> Answer<Actor> {
    extension().ok_or_else(|| CallError(Problem::SignInNeeded.into()))
}

/// How the backups stand that this process makes by itself; `None` where it makes none.
pub fn backups() -> Option<BackupState> {
    use_context::<PlannedBackups>()?.0.map(|backups| backups.state())
}

/// Services and actor for a call that names its company.
///
/// # Errors
/// `SignInNeeded`; `StaleTab` when the session works in another company by now.
pub fn in_company(company: CompanyId) -> Answer<(Services, Actor)> {
    let actor = actor()?;
    actor.require_company(company)?;
    Ok((services()?, actor))
}

/// Goes to another page of this site: the browser's router follows, a plain form is redirected.
pub fn go_to(path: &str) {
    leptos_axum::redirect(path);
}

/// Hands out the session of somebody who has just signed in and goes to their page: the one the form
/// named, else their company; by way of the documents that wait for them.
///
/// # Errors
/// `Internal` outside a request; storage.
pub async fn enter(signed_in: &SignedIn) -> Answer<()> {
    set_session_cookie(Some(&signed_in.cookie))?;
    let home = signed_in.company.map_or_else(|| "/companies".to_owned(), |company| format!("/c/{company}"));
    let place = signed_in.next.as_deref().unwrap_or(&home);
    let documents = services()?.documents_are_due(signed_in, &asking()?.origin).await?;
    if documents {
        go_to(&documents_before(place))
    } else {
        go_to(place)
    }
    Ok(())
}

/// Hands out the session cookie; `None` takes it away.
///
/// # Errors
/// `Internal` outside a request.
pub fn set_session_cookie(token: Option<&Token>) -> Answer<()> {
    let secure = asking()?.secure;
    set_cookie(session_cookie_name(secure), token, secure, 30 * 24 * 3_600)
}

/// Hands out the password-reset cookie; `None` takes it away.
///
/// # Errors
/// `Internal` outside a request.
pub fn set_reset_cookie(token: Option<&Token>) -> Answer<()> {
    let secure = asking()?.secure;
    set_cookie(reset_cookie_name(secure), token, secure, 3_600)
}

/// Hands out the cookie between the two steps of a sign-in; `None` takes it away.
///
/// # Errors
/// `Internal` outside a request.
pub fn set_step_cookie(token: Option<&Token>) -> Answer<()> {
    let secure = asking()?.secure;
    set_cookie(step_cookie_name(secure), token, secure, 600)
}

/// The header that hands out a session cookie outside a call.
///
/// # Errors
/// Never: a token has no letters that a header could not hold.
pub fn session_cookie(
    token: &Token,
    secure: bool,
) -> Result<http::HeaderValue, http::header::InvalidHeaderValue> {
    cookie(session_cookie_name(secure), Some(token), secure, 30 * 24 * 3_600)
}

fn set_cookie(name: &str, token: Option<&Token>, secure: bool, seconds: u32) -> Answer<()> {
    let broken = || CallError(Problem::Internal.into());
    let value = cookie(name, token, secure, seconds).map_err(|_| broken())?;
    use_context::<ResponseOptions>().ok_or_else(broken)?.append_header(SET_COOKIE, value);
    Ok(())
}

fn cookie(
    name: &str,
    token: Option<&Token>,
    secure: bool,
    seconds: u32,
) -> Result<http::HeaderValue, http::header::InvalidHeaderValue> {
    let (value, age) = token.map_or(("", 0), |token| (token.expose(), seconds));
    let bound = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax{bound}");
    http::HeaderValue::from_str(&text)
}

fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get::<T>().cloned()
}

impl From<ServiceError> for CallError {
    fn from(error: ServiceError) -> Self {
        Self(error.into())
    }
}
