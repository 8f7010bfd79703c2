//! What is posted by the link of a message: a refusal, by its page or by a mailbox (RFC 8058), and
//! preferences. Whoever holds the link may refuse: no cookie is asked for, so there is none to misuse, and
//! another site may post it.

use app::ssr::Asking;
use axum::body::Bytes;
use axum::extract::{Extension, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::failure::{Failure, Problem};
use domain::refusals::{PreferencesForm, RefusalAct, RefusalForm};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use services::{ServiceError, Services};

use super::calls;

/// The longest post: a few short fields.
pub const MAX_BODY: usize = 4 * 1024;

/// `POST /r/{token}`: a mailbox gets a status, the page is shown again.
pub async fn act(
    State(services): State<Services>,
    Extension(asking): Extension<Asking>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form = read(&headers, &body);
    let done = services.act_on_refusal(&token, &form, asking.lang, &asking.origin).await;
    if form.is_one_click() {
        return done
            .map_or_else(|error| calls::problem(&Failure::from(error)), |()| StatusCode::OK.into_response());
    }
    let back = match RefusalAct::from_word(&form.act) {
        Some(act @ (RefusalAct::Undo | RefusalAct::Mine)) => format!("?done={act}"),
        _ => String::new(),
    };
    to_page("r", &token, done.map(|()| back))
}

/// `POST /p/{token}`: the page is shown again.
pub async fn save_preferences(
    State(services): State<Services>,
    Extension(asking): Extension<Asking>,
    Path(token): Path<String>,
    body: Bytes,
) -> Response {
    let fields = form_urlencoded::parse(&body);
    let form = PreferencesForm::new(fields.map(|(name, value)| (name.into_owned(), value.into_owned())));
    let done = services.save_preferences(&token, &form, asking.lang, &asking.origin).await;
    to_page("p", &token, done.map(|()| "?done=saved".to_owned()))
}

/// Back to a link's page, which says what was done or what is wrong.
fn to_page(page: &str, token: &str, done: Result<String, ServiceError>) -> Response {
    let query = match done.map_err(Failure::from) {
        Ok(query) => query,
        // The page itself says what is wrong with a link that is none.
        Err(failure) if failure.problem == Problem::NotFound => String::new(),
        Err(failure) => format!("?problem={}", failure.problem),
    };
    let token: String = token.chars().filter(char::is_ascii_alphanumeric).collect();
    Redirect::to(&format!("/{page}/{token}{query}")).into_response()
}

/// Mailboxes post either encoding.
fn read(headers: &HeaderMap, body: &Bytes) -> RefusalForm {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        return read_multipart(&String::from_utf8_lossy(body));
    }
    read_fields(body)
}

fn read_fields(body: &Bytes) -> RefusalForm {
    form_urlencoded::parse(body).fold(RefusalForm::default(), |mut form, (name, value)| {
        match name.as_ref() {
            "act" => form.act = value.into_owned(),
            "scope" => form.scope = value.into_owned(),
            "List-Unsubscribe" => form.list_unsubscribe = value.into_owned(),
            _ => {}
        }
        form
    })
}

/// The one field that is posted this way.
fn read_multipart(body: &str) -> RefusalForm {
    let value = body.split("name=\"List-Unsubscribe\"").nth(1).and_then(|rest| rest.split("\r\n\r\n").nth(1));
    let value = value.and_then(|rest| rest.lines().next()).unwrap_or_default();
    RefusalForm { list_unsubscribe: value.trim().to_owned(), ..RefusalForm::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_mailboxes_post() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("application/x-www-form-urlencoded"));
        assert!(read(&headers, &Bytes::from_static(b"List-Unsubscribe=One-Click")).is_one_click());
        assert!(!read(&headers, &Bytes::from_static(b"")).is_one_click());
        headers.insert(CONTENT_TYPE, http::HeaderValue::from_static("multipart/form-data; boundary=x"));
        let body =
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n";
        assert!(read(&headers, &Bytes::from_static(body.as_bytes())).is_one_click());
        assert!(!read(&headers, &Bytes::from_static(b"--x--")).is_one_click());
    }
}
