//! Refuses writes that another site makes with a visitor's cookies (OWASP ASVS 5.0, 3.5).

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use domain::failure::{Failure, Problem};
use http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Method};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The layer. Safe methods pass, and callers with a key of their own, whose cookies count for nothing; the
/// rest must come from this site or be a program.
pub async fn refuse_cross_site(request: Request, next: Next) -> Response {
    if may_pass(request.method(), request.headers()) {
        next.run(request).await
    } else {
        super::calls::problem(&Failure::new(Problem::CrossSite))
    }
}

fn may_pass(method: &Method, headers: &HeaderMap) -> bool {
    let safe = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    safe || has_bearer(headers) || is_same_site(headers)
}

/// Whether a caller brings a key of its own (RFC 6750). Another site cannot make a browser send one, and a
/// browser sends `Basic` by itself.
pub fn has_bearer(headers: &HeaderMap) -> bool {
    let scheme = |value: &str| value.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("bearer "));
    headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).is_some_and(scheme)
}

/// `Sec-Fetch-Site` where the browser sends it, else `Origin` against `Host`. Only a caller that sends
/// neither and no cookie is a program; so another site cannot even sign a visitor in.
fn is_same_site(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host_of = |origin: &str| origin.split_once("://").map(|(_, host)| host.to_owned());
    match (text(SEC_FETCH_SITE), text(ORIGIN)) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => host_of(origin).as_deref() == text(HOST),
        (None, None) => !headers.contains_key(COOKIE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), http::HeaderValue::from_static(value)));
        may_pass(&Method::POST, &headers.collect())
    }

    #[test]
    fn a_cookie_needs_a_word_of_its_origin() {
        assert!(!passes(&[("cookie", "session=1")]));
        assert!(!passes(&[("cookie", "session=1"), ("sec-fetch-site", "cross-site")]));
        assert!(!passes(&[("cookie", "session=1"), ("sec-fetch-site", "same-site")]));
        assert!(!passes(&[
            ("cookie", "session=1"),
            ("origin", "https://evil.example"),
            ("host", "a.example")
        ]));
        assert!(passes(&[("cookie", "session=1"), ("sec-fetch-site", "same-origin")]));
        assert!(passes(&[("cookie", "session=1"), ("origin", "https://a.example"), ("host", "a.example")]));
    }

    #[test]
    fn a_program_without_cookies_passes() {
        assert!(passes(&[]));
        assert!(!passes(&[("sec-fetch-site", "cross-site")]));
        assert!(passes(&[("authorization", "bearer x"), ("cookie", "session=1")]));
    }

    #[test]
    fn only_a_bearer_is_a_program_whatever_its_cookies() {
        for authorization in ["Basic eDp5", "Bearerx", "x"] {
            let headers =
                [("authorization", authorization), ("cookie", "session=1"), ("sec-fetch-site", "cross-site")];
            assert!(!passes(&headers), "{authorization}");
        }
    }
}
