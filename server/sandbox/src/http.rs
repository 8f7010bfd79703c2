//! The HTTP client with which stand-ins push webhooks.

use std::io;
use std::time::Duration;

/// A client without proxy and redirects, with the patience of a provider (10 s).
///
/// # Errors
/// When TLS cannot be set up.
pub fn webhook_client() -> io::Result<reqwest::Client> {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(Duration::from_secs(10))
        .user_agent("sandbox")
        .build()
        .map_err(io::Error::other)
}
