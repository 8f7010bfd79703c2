//! A form that was sent twice at once is one form: a double click without scripts, or a reload while
//! the answer was on its way, gets the answer of the first. So does one that follows with the cookie
//! that this answer has just renewed.

use std::collections::{BTreeMap, HashMap};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use http::header::{COOKIE, SET_COOKIE};
use http::request::Parts;
use http::{HeaderMap, StatusCode};
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

/// Cookies by name: a browser may send them in any order.
type Cookies = BTreeMap<String, String>;

impl Form {
    fn of(cookies: &Cookies, place: &str, body: &[u8]) -> Self {
        let mut digest = Sha256::new();
        let cookies = cookies.iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]);
        for part in cookies.chain([place.as_bytes(), body]) {
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
        asked: &Parts,
        body: &Bytes,
        answering: impl Future<Output = Response> + Send + 'static,
    ) -> Response {
        let (place, body) = (asked.uri.to_string(), body.clone());
        let cookies = sent(&asked.headers);
        let form = Form::of(&cookies, &place, &body);
        let (forms, cell) = (self.clone(), self.cell(form));
        let answered = tokio::spawn(async move {
            let kept = cell.get_or_init(|| async { Kept::from(answering.await).await }).await.clone();
            let follows = Form::of(&renewed(cookies, &kept.headers), &place, &body);
            forms.stand_for(follows, &cell);
            tokio::spawn(async move {
                tokio::time::sleep(STANDS).await;
                [form, follows].iter().for_each(|form| forms.forget(form, &cell));
            });
            kept
        });
        match answered.await {
            Ok(kept) => kept.into(),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }

    fn cell(&self, form: Form) -> Arc<OnceCell<Kept>> {
        self.forms().entry(form).or_default().clone()
    }

    fn stand_for(&self, form: Form, cell: &Arc<OnceCell<Kept>>) {
        self.forms().entry(form).or_insert_with(|| cell.clone());
    }

    fn forget(&self, form: &Form, cell: &Arc<OnceCell<Kept>>) {
        let mut forms = self.forms();
        if forms.get(form).is_some_and(|kept| Arc::ptr_eq(kept, cell)) {
            forms.remove(form);
        }
    }

    fn forms(&self) -> MutexGuard<'_, HashMap<Form, Arc<OnceCell<Kept>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn sent(headers: &HeaderMap) -> Cookies {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(pair).collect()
}

/// The cookies a browser sends after this answer.
fn renewed(mut cookies: Cookies, answer: &HeaderMap) -> Cookies {
    let set = answer.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    cookies.extend(set.filter_map(pair));
    cookies
}

/// Name and value at the beginning of a cookie.
fn pair(cookie: &str) -> Option<(String, String)> {
    let (name, value) = cookie.split(';').next()?.trim().split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
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
    use http::Request;

    use super::*;

    const FIRST: &str = "theme=dark; session=old";

    fn asked(cookies: &str) -> Result<Parts, http::Error> {
        let request = Request::post("/api/v1/companies/create").header(COOKIE, cookies).body(())?;
        Ok(request.into_parts().0)
    }

    async fn count(times: Arc<AtomicU32>) -> Response {
        tokio::task::yield_now().await;
        times.fetch_add(1, Ordering::SeqCst).to_string().into_response()
    }

    async fn text(response: Response) -> Bytes {
        to_bytes(response.into_body(), LONGEST).await.unwrap_or_default()
    }

    async fn renews(times: Arc<AtomicU32>) -> Response {
        let cookie = [(SET_COOKIE, "session=new; HttpOnly; Path=/")];
        (cookie, count(times).await).into_response()
    }

    #[test]
    fn a_form_is_known_by_all_of_it_and_kept_by_a_few_bytes() -> Result<(), http::Error> {
        let form = |cookies, place, body: &str| {
            asked(cookies).map(|asked| Form::of(&sent(&asked.headers), place, body.as_bytes()))
        };
        let first = form("a=1; b=2", "/b", "c")?;
        let others = [
            form("a=1", "/b", "c")?,
            form("a=1; b=x", "/b", "c")?,
            form("a=1; b=2", "/x", "c")?,
            form("a=1; b=2", "/b", "x")?,
            form("a=1; b=2/", "b", "c")?,
        ];
        assert!(!others.contains(&first));
        assert_eq!((form("b=2; a=1", "/b", "c")?, size_of::<Form>()), (first, 32));
        Ok(())
    }

    #[tokio::test]
    async fn the_same_form_sent_twice_is_answered_once() -> Result<(), http::Error> {
        let (twice, times, asked) = (Twice::default(), Arc::new(AtomicU32::new(0)), asked(FIRST)?);
        let once = |body: &'static str| {
            let (twice, asked, times) = (&twice, &asked, times.clone());
            async move { twice.once(asked, &Bytes::from_static(body.as_bytes()), count(times)).await }
        };
        let (first, second, _) = tokio::join!(once("name=a"), once("name=a"), once("name=b"));
        assert_eq!(text(first).await, text(second).await);
        assert_eq!(times.load(Ordering::SeqCst), 2);
        twice.forms().clear();
        once("name=a").await;
        assert_eq!(times.load(Ordering::SeqCst), 3);
        Ok(())
    }

    #[tokio::test]
    async fn a_form_that_follows_with_the_renewed_cookie_is_the_same() -> Result<(), http::Error> {
        let (twice, times) = (Twice::default(), Arc::new(AtomicU32::new(0)));
        let body = Bytes::from_static(b"name=a");
        for cookies in [FIRST, "session=new; theme=dark", FIRST] {
            twice.once(&asked(cookies)?, &body, renews(times.clone())).await;
        }
        assert_eq!(times.load(Ordering::SeqCst), 1);
        twice.once(&asked("theme=dark; session=another")?, &body, renews(times.clone())).await;
        assert_eq!(times.load(Ordering::SeqCst), 2);
        Ok(())
    }

    #[tokio::test]
    async fn a_browser_that_hangs_up_does_not_undo_its_form() -> Result<(), http::Error> {
        let (twice, times, asked) = (Twice::default(), Arc::new(AtomicU32::new(0)), asked(FIRST)?);
        let body = Bytes::from_static(b"name=a");
        let mut hung_up = Box::pin(twice.once(&asked, &body, count(times.clone())));
        assert!(futures::poll!(&mut hung_up).is_pending());
        drop(hung_up);
        let second = twice.once(&asked, &body, count(times.clone())).await;
        assert_eq!((text(second).await, times.load(Ordering::SeqCst)), (Bytes::from_static(b"0"), 1));
        Ok(())
    }
}
