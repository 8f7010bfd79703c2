//! No request takes for ever: one that does not arrive in time, and one that is not answered in time, is
//! told so. Streams of changes stay open, and an upload goes on as long as more of it comes.

use std::time::Duration;

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::failure::{Failure, Problem};
use futures::StreamExt;
use futures::stream::unfold;
use http::header::{ACCEPT, CONNECTION};
use http::{HeaderValue, StatusCode};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tower_http::timeout::TimeoutBody;

use super::route_class::RouteClass;
use super::{broken, calls};

/// Marks an answer whose next piece may take its time: nothing of a workbook is sent before its last row
/// is known. Whoever marks one sees to it that it comes to an end.
#[derive(Debug, Clone, Copy)]
pub struct Unhurried;

/// The layer: a request may take so long until its answer begins. What is cut off is dropped where it
/// waits, as when its browser hangs up.
pub async fn limit(State(timeout): State<Duration>, request: Request, next: Next) -> Response {
    let class = RouteClass::of(request.uri().path());
    if class == RouteClass::Stream {
        return next.run(request).await;
    }
    let manner = Manner::of(class, &request);
    let (request, arrival) = watched(request);
    tokio::select! {
        answer = next.run(request) => match answer.extensions().get::<Unhurried>() {
            Some(Unhurried) => answer,
            None => answer.map(|body| steady(body, timeout)),
        },
        is_arriving = too_late(class, &arrival, timeout) => cut_off(class, manner, is_arriving),
    }
}

/// The request with a body that notes when a piece of it comes, until it is whole or nobody reads it.
fn watched(request: Request) -> (Request, watch::Receiver<Instant>) {
    let (heard, arrival) = watch::channel(Instant::now());
    let watched = |body: Body| {
        if body.is_end_stream() {
            return body;
        }
        let pieces = unfold((body.into_data_stream(), heard), |(mut pieces, heard)| async move {
            let piece = pieces.next().await?;
            heard.send_replace(Instant::now());
            Some((piece, (pieces, heard)))
        });
        Body::from_stream(pieces)
    };
    (request.map(watched), arrival)
}

/// Returns when the time is over, which for a file begins anew with every piece: whether the request is
/// still arriving.
async fn too_late(class: RouteClass, arrival: &watch::Receiver<Instant>, timeout: Duration) -> bool {
    let mut due = Instant::now() + timeout;
    loop {
        sleep_until(due).await;
        let latest = *arrival.borrow() + timeout;
        if class != RouteClass::File || latest <= due {
            return arrival.has_changed().is_ok();
        }
        due = latest;
    }
}

/// An answer that is made while it is sent must not stop in the middle.
fn steady(body: Body, timeout: Duration) -> Body {
    if body.size_hint().exact().is_some() { body } else { Body::new(TimeoutBody::new(timeout, body)) }
}

fn cut_off(class: RouteClass, manner: Manner, is_arriving: bool) -> Response {
    let (class, reference) = (class.word(), services::error::new_reference());
    let problem = if is_arriving { Problem::TooSlow } else { Problem::Busy };
    tracing::warn!(class, reference, %problem, "a request took too long");
    let mut answer = manner.tell(&Failure { reference: Some(reference), ..Failure::new(problem) });
    if is_arriving {
        // The rest of it is not waited for (RFC 9110, 15.5.9).
        answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    answer
}

/// How whoever asks is told.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Page,
    Problem,
    Status,
}

impl Manner {
    fn of(class: RouteClass, request: &Request) -> Self {
        let wish = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let is_form = || calls::is_plain_form(request.method(), request.headers());
        match class {
            RouteClass::Callback | RouteClass::Operation => Self::Status,
            RouteClass::Call if !is_form() => Self::Problem,
            _ if wish.contains("text/html") => Self::Page,
            _ => Self::Problem,
        }
    }

    fn tell(self, failure: &Failure) -> Response {
        match self {
            Self::Page => broken::page(failure),
            Self::Problem => calls::problem(failure),
            Self::Status => StatusCode::from_u16(failure.problem.status())
                .unwrap_or(StatusCode::SERVICE_UNAVAILABLE)
                .into_response(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::{Bytes, to_bytes};
    use axum::middleware::from_fn_with_state;
    use axum::routing::{any, get, post};
    use axum::{Extension, Router};
    use futures::stream::{self, Stream};
    use http::header::CONTENT_TYPE;
    use tower::ServiceExt;

    use super::*;

    type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

    const TIMEOUT: Duration = Duration::from_secs(1);
    const LONGER: Duration = Duration::from_secs(2);

    async fn never() {
        std::future::pending::<()>().await;
    }

    async fn late() -> &'static str {
        tokio::time::sleep(LONGER).await;
        "late"
    }

    async fn read(body: Body) -> Response {
        to_bytes(body, 1 << 20)
            .await
            .map_or_else(|_| StatusCode::BAD_REQUEST.into_response(), |all| all.into_response())
    }

    async fn stops_in_the_middle() -> Body {
        Body::from_stream(stream::iter([Ok::<_, Infallible>("begun")]).chain(stream::pending()))
    }

    async fn takes_its_time() -> Response {
        let late = stream::once(async { Ok::<_, Infallible>(late().await) });
        (Extension(Unhurried), Body::from_stream(late)).into_response()
    }

    fn router() -> Router {
        Router::new()
            .route("/api/v1/never", any(never))
            .route("/callbacks/never", any(never))
            .route("/c/never", get(never))
            .route("/c/stops", get(stops_in_the_middle))
            .route("/c/com_1/exports/messages/file", get(takes_its_time))
            .route("/events", get(late))
            .route("/api/v1/read", post(read))
            .route("/c/com_1/imports/upload", post(read))
            .layer(from_fn_with_state(TIMEOUT, limit))
    }

    async fn ask(path: &str, accept: &str, body: Body) -> TestResult<Response> {
        let request = Request::builder().uri(path).header(ACCEPT, accept);
        let post = path.ends_with("read") || path.ends_with("upload");
        let request = request.method(if post { "POST" } else { "GET" }).body(body)?;
        Ok(tokio::time::timeout(10 * LONGER, router().oneshot(request)).await??)
    }

    async fn text(answer: Response) -> TestResult<String> {
        Ok(String::from_utf8(to_bytes(answer.into_body(), 1 << 20).await?.to_vec())?)
    }

    /// Pieces a quarter of the time apart, in all longer than the time; then the end, or silence.
    fn pieces(ends: bool) -> Body {
        Body::from_stream(slow(ends))
    }

    fn slow(ends: bool) -> impl Stream<Item = Result<Bytes, Infallible>> {
        let piece = |_| async {
            tokio::time::sleep(TIMEOUT / 4).await;
            Ok(Bytes::from_static(b"x"))
        };
        let then = if ends { stream::empty().left_stream() } else { stream::pending().right_stream() };
        stream::iter(0..8).then(piece).chain(then)
    }

    #[tokio::test]
    async fn what_is_not_answered_in_time_is_told_so_in_the_askers_manner() -> TestResult {
        let call = ask("/api/v1/never", "text/html", Body::empty()).await?;
        assert_eq!(call.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            call.headers().get(CONTENT_TYPE),
            Some(&HeaderValue::from_static("application/problem+json"))
        );
        assert!(text(call).await?.contains("\"problem\":\"busy\""));
        let page = ask("/c/never", "text/html", Body::empty()).await?;
        assert_eq!(page.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(text(page).await?.contains("<h1>"));
        let callback = ask("/callbacks/never", "*/*", Body::empty()).await?;
        assert_eq!(
            (callback.status(), text(callback).await?.as_str()),
            (StatusCode::SERVICE_UNAVAILABLE, "")
        );
        Ok(())
    }

    #[tokio::test]
    async fn what_does_not_arrive_in_time_is_told_so() -> TestResult {
        for body in [pieces(true), pieces(false)] {
            let answer = ask("/api/v1/read", "application/json", body).await?;
            assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
            assert_eq!(answer.headers().get(CONNECTION), Some(&HeaderValue::from_static("close")));
            assert!(text(answer).await?.contains("\"problem\":\"too_slow\""));
        }
        Ok(())
    }

    #[tokio::test]
    async fn an_upload_goes_on_as_long_as_more_of_it_comes() -> TestResult {
        let path = "/c/com_1/imports/upload";
        let whole = ask(path, "text/html", pieces(true)).await?;
        assert_eq!((whole.status(), text(whole).await?.as_str()), (StatusCode::OK, "xxxxxxxx"));
        let silent = ask(path, "text/html", pieces(false)).await?;
        assert_eq!(silent.status(), StatusCode::REQUEST_TIMEOUT);
        assert!(text(silent).await?.contains("zamanında ulaşmadı"));
        Ok(())
    }

    #[tokio::test]
    async fn a_list_may_take_its_time_before_its_first_row_leaves() -> TestResult {
        let list = ask("/c/com_1/exports/messages/file", "text/html", Body::empty()).await?;
        assert_eq!(text(list).await?, "late");
        Ok(())
    }

    #[tokio::test]
    async fn a_stream_of_changes_stays_open_and_an_answer_does_not_stop_in_the_middle() -> TestResult {
        assert_eq!(text(ask("/events", "text/event-stream", Body::empty()).await?).await?, "late");
        let stops = ask("/c/stops", "text/html", Body::empty()).await?;
        let all = tokio::time::timeout(10 * LONGER, to_bytes(stops.into_body(), 1 << 20)).await?;
        assert!(all.is_err(), "an answer that is not whole does not look whole");
        Ok(())
    }
}
