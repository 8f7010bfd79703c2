//! A form that was sent twice at once is one form: a double click without scripts, or a reload while
//! the answer was on its way, gets the answer of the first.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http::header::COOKIE;
use http::{HeaderMap, HeaderValue, Request, StatusCode};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

/// How long the answer of a form stands for another that is the same.
const STANDS: Duration = Duration::from_secs(3);
/// Answers to forms are redirects; what is longer is not kept.
const LONGEST: usize = 64 * 1024;

/// Whose form it is, to which call, with what in it: the SHA-256 of all that, because a form may be large
/// and its answer stands for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Form([u8; 32]);

/// Forms whose answer is awaited, or was given a moment ago.
#[derive(Debug, Clone, Default)]
pub struct Twice(Arc<Mutex<HashMap<Form, Arc<OnceCell<Kept>>>>>);

#[derive(Debug, Clone)]
struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Form {
    pub fn of<B>(request: &Request<B>, body: &Bytes) -> Self {
        let cookies = request.headers().get(COOKIE).map(HeaderValue::as_bytes).unwrap_or_default();
        let place = request.uri().to_string();
        let mut digest = Sha256::new();
        for part in [cookies, place.as_bytes(), body.as_ref()] {
            // With their lengths, so that nothing moves from one into the next.
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Self(digest.finalize().into())
    }
}

impl Twice {
    /// The answer of `answering`, or of the same form that came first. It goes on to its end when its
    /// browser hangs up, which the second click makes it do.
    pub async fn once(
        &self,
        form: Form,
        answering: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let cell = self.cell(&form);
        let answered = tokio::spawn({
            let (forms, cell) = (self.clone(), cell.clone());
            async move {
                let kept = cell.get_or_init(|| async { Kept::from(answering.await).await }).await.clone();
                tokio::spawn(async move {
                    tokio::time::sleep(STANDS).await;
                    forms.forget(&form, &cell);
                });
                kept
            }
        });
        match answered.await {
            Ok(kept) => kept.into(),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    fn cell(&self, form: &Form) -> Arc<OnceCell<Kept>> {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forms.entry(*form).or_default().clone()
    }

    fn forget(&self, form: &Form, cell: &Arc<OnceCell<Kept>>) {
        let mut forms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if forms.get(form).is_some_and(|kept| Arc::ptr_eq(kept, cell)) {
            forms.remove(form);
        }
    }
}

impl Kept {
    async fn from(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, LONGEST).await.unwrap_or_default();
        Self { status: parts.status, headers: parts.headers, body }
    }
}

impl From<Kept> for Response {
    fn from(kept: Kept) -> Self {
        let mut response = Self::new(Body::from(kept.body));
        *response.status_mut() = kept.status;
        *response.headers_mut() = kept.headers;
        response
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use axum::response::IntoResponse;

    use super::*;

    fn form(body: &'static str) -> Form {
        Form::of(&Request::new(()), &Bytes::from_static(body.as_bytes()))
    }

    async fn count(times: Arc<AtomicU32>) -> Response {
        tokio::task::yield_now().await;
        times.fetch_add(1, Ordering::SeqCst).to_string().into_response()
    }

    async fn text(response: Response) -> Bytes {
        to_bytes(response.into_body(), LONGEST).await.unwrap_or_default()
    }

    #[test]
    fn a_form_is_known_by_all_of_it_and_kept_by_a_few_bytes() -> Result<(), http::Error> {
        let form = |cookie: &str, place: &str, body: &'static str| {
            let request = Request::builder().uri(place).header(COOKIE, cookie).body(())?;
            Ok::<_, http::Error>(Form::of(&request, &Bytes::from_static(body.as_bytes())))
        };
        let forms = [
            form("a", "/b", "c")?,
            form("x", "/b", "c")?,
            form("a", "/x", "c")?,
            form("a", "/b", "x")?,
            form("a/", "/b", "c")?,
        ];
        let different: std::collections::HashSet<_> = forms.into_iter().collect();
        assert_eq!((different.len(), size_of::<Form>()), (5, 32));
        assert_eq!(forms[0], form("a", "/b", "c")?);
        Ok(())
    }

    #[tokio::test]
    async fn the_same_form_sent_twice_is_answered_once() {
        let (twice, times) = (Twice::default(), Arc::new(AtomicU32::new(0)));
        let first = twice.once(form("name=a"), count(times.clone()));
        let second = twice.once(form("name=a"), count(times.clone()));
        let other = twice.once(form("name=b"), count(times.clone()));
        let (first, second, _) = tokio::join!(first, second, other);
        assert_eq!(text(first).await, text(second).await);
        assert_eq!(times.load(Ordering::SeqCst), 2);
        twice.forget(&form("name=a"), &twice.cell(&form("name=a")));
        twice.once(form("name=a"), count(times.clone())).await;
        assert_eq!(times.load(Ordering::SeqCst), 3);
    }

    #[tokio::test]
    async fn a_browser_that_hangs_up_does_not_undo_its_form() {
        let (twice, times) = (Twice::default(), Arc::new(AtomicU32::new(0)));
        let mut hung_up = Box::pin(twice.once(form("name=a"), count(times.clone())));
        assert!(futures::poll!(&mut hung_up).is_pending());
        drop(hung_up);
        let second = twice.once(form("name=a"), count(times.clone())).await;
        assert_eq!((text(second).await, times.load(Ordering::SeqCst)), (Bytes::from_static(b"0"), 1));
    }
}
