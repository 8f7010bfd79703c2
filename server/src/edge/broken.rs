//! The page of last resort: whatever goes wrong, a person never sees an empty one.

use std::any::Any;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use domain::failure::{Failure, Problem};
use futures::StreamExt;
use futures::stream::once;
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, Method, StatusCode};

/// A page that cannot be drawn, in both languages: which one its reader speaks may be what failed.
pub fn page(failure: &Failure) -> Response {
    let status = StatusCode::from_u16(failure.problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let reference = failure.reference.as_deref().map(|reference| format!("<p><code>{reference}</code></p>"));
    let [turkish, english] = words(failure.problem);
    let html = format!(
        "<!DOCTYPE html><html lang=\"tr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Bir sorun oluştu</title></head><body>\
         <h1>Bu sayfa şu anda gösterilemiyor</h1>\
         <p>{turkish}</p><p lang=\"en\">This page cannot be shown at the moment. {english}</p>{}\
         <p><a href=\"/\">Ana sayfa · <span lang=\"en\">Home</span></a></p></body></html>",
        reference.unwrap_or_default()
    );
    let mut answer = (status, Html(html)).into_response();
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// What happened, and what to do.
const fn words(problem: Problem) -> [&'static str; 2] {
    match problem {
        Problem::TooSlow => [
            "İsteğiniz zamanında ulaşmadı, bağlantınız yavaş olabilir; hiçbir şey yapılmadı. Yeniden deneyin.",
            "Your request did not arrive in time, perhaps the connection is slow; nothing was done. Try again.",
        ],
        Problem::TooLarge => [
            "Form işlenmedi ve burada saklanamayacak kadar büyük. Tarayıcınızın geri düğmesiyle dönün: yazdıklarınız orada duruyor.",
            "The form was not carried out and is too large to be kept here. Go back with your browser's button: what you typed is still there.",
        ],
        _ => [
            "Bir şey kaybolmadı. Biraz sonra yeniden deneyin; sürerse aşağıdaki kodu yöneticinize iletin.",
            "Nothing is lost. Try again in a little while; if it stays so, tell your operator the code below.",
        ],
    }
}

/// The answer after a panic: a page for people, a problem for programs.
pub fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    let reference = services::error::new_reference();
    tracing::error!(reference, "a handler panicked");
    page(&Failure { reference: Some(reference), ..Failure::new(Problem::Internal) })
}

/// The layer around every page: an answer that should be a page and holds nothing becomes one that says so.
pub async fn never_empty(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let head = *request.method() == Method::HEAD;
    let answer = next.run(request).await;
    if head || !is_page(&answer) {
        return answer;
    }
    let (parts, body) = answer.into_parts();
    let mut chunks = body.into_data_stream();
    // A page that is drawn has its first piece by now.
    while let Some(first) = chunks.next().await {
        if !matches!(&first, Ok(bytes) if bytes.is_empty()) {
            return Response::from_parts(parts, Body::from_stream(once(async { first }).chain(chunks)));
        }
    }
    let reference = services::error::new_reference();
    let has_policy = parts.headers.contains_key(CONTENT_SECURITY_POLICY);
    tracing::error!(path, status = %parts.status, has_policy, reference, "a page came out empty");
    page(&Failure { reference: Some(reference), ..Failure::new(Problem::Internal) })
}

/// Redirects and calls have a right to be empty.
fn is_page(answer: &Response) -> bool {
    let html = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let html = html.is_none_or(|kind| kind.starts_with("text/html"));
    html && !answer.status().is_redirection() && !answer.status().is_informational()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::to_bytes;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    type TestResult = Result<(), Box<dyn std::error::Error>>;

    fn router() -> Router {
        Router::new()
            .route("/empty", get(|| async { Html("") }))
            .route("/nothing", get(|| async {}))
            .route("/page", get(|| async { Html("<p>Merhaba</p>") }))
            .route("/elsewhere", get(|| async { axum::response::Redirect::to("/page") }))
            .route("/panic", get(panics))
            .layer(from_fn(never_empty))
            .layer(CatchPanicLayer::custom(after_panic))
    }

    async fn panics() -> Html<&'static str> {
        let none: [u8; 0] = [];
        let index = none.len();
        Html(if none[index] == 0 { "" } else { "x" })
    }

    async fn ask(path: &str) -> Result<(StatusCode, String), Box<dyn std::error::Error>> {
        let answer = router().oneshot(Request::builder().uri(path).body(Body::empty())?).await?;
        let status = answer.status();
        Ok((status, String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?))
    }

    #[tokio::test]
    async fn an_empty_page_says_that_something_is_wrong() -> TestResult {
        for path in ["/empty", "/nothing", "/panic"] {
            let (status, html) = ask(path).await?;
            assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
            assert!(html.contains("<h1>") && html.contains("<code>"), "{path}: {html}");
        }
        Ok(())
    }

    #[tokio::test]
    async fn a_page_and_a_redirect_pass_as_they_are() -> TestResult {
        assert_eq!(ask("/page").await?, (StatusCode::OK, "<p>Merhaba</p>".to_owned()));
        assert_eq!(ask("/elsewhere").await?, (StatusCode::SEE_OTHER, String::new()));
        Ok(())
    }
}
