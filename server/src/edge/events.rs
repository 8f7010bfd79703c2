//! One stream of changes per open page: topics only, at most five times a second.
//!
//! What changed while the page was on its way, or while its stream was broken, is told first: the page
//! says how old it is, and a browser that comes back says the last event it heard.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Extension, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::failure::{Failure, Problem};
use domain::time::Timestamp;
use domain::topic::Topic;
use futures::Stream;
use futures::StreamExt;
use futures::stream::{once, unfold};
use http::HeaderMap;
use serde::Deserialize;
use services::Actor;
use services::live::Listener;
use tokio_util::sync::CancellationToken;

use super::EdgeState;

const PAUSE: Duration = Duration::from_millis(200);
const HEARTBEAT: Duration = Duration::from_secs(15);
const MAX_TOPICS: usize = 20;

#[derive(Debug, Deserialize)]
pub struct Wish {
    topics: String,
    /// Milliseconds since the page was asked for.
    #[serde(default)]
    age: u64,
}

impl Wish {
    /// Twice what the page says: the wish may have been on its way for as long again.
    fn age(&self) -> Duration {
        Duration::from_millis(self.age.saturating_mul(2))
    }
}

/// `GET /events?topics=messages,campaign:cpn_…&age=350` for a visitor who is signed in.
pub async fn stream(
    State(state): State<EdgeState>,
    actor: Option<Extension<Actor>>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Response {
    let Some(Extension(actor)) = actor else { return refuse(Problem::SignInNeeded) };
    let Ok(company) = actor.company() else { return refuse(Problem::Forbidden) };
    let topics: Result<Vec<Topic>, _> = wish.topics.split(',').take(MAX_TOPICS).map(str::parse).collect();
    let Ok(topics) = topics else { return refuse(Problem::Malformed) };
    let listener = state.services.live().listen(company, topics);
    let now = state.services.now();
    let age = last_heard(&headers).map_or(wish.age(), |heard| now.since(heard));
    let first = event(&listener.changed_within(age), now);
    let clock = move || state.services.now();
    let events = once(async { first }).chain(changes(listener, state.shutdown, clock));
    Sse::new(events.map(Ok::<_, Infallible>)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
}

/// When the event was told that the browser heard last.
fn last_heard(headers: &HeaderMap) -> Option<Timestamp> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok().map(Timestamp::from_millis)
}

/// An event whose id is its time; without topics it only says the time.
fn event(topics: &[Topic], now: Timestamp) -> Event {
    let words: Vec<_> = topics.iter().map(ToString::to_string).collect();
    let name = if topics.is_empty() { "open" } else { "changed" };
    Event::default().event(name).id(now.millis().to_string()).data(words.join(","))
}

fn refuse(problem: Problem) -> Response {
    super::calls::problem(&Failure::new(problem))
}

/// Ends at shutdown: an open stream would hold the program up.
fn changes(
    listener: Listener,
    shutdown: CancellationToken,
    clock: impl Fn() -> Timestamp,
) -> impl Stream<Item = Event> {
    unfold((listener, shutdown, clock), |(mut listener, shutdown, clock)| async move {
        let mut topics = tokio::select! {
            () = shutdown.cancelled() => None,
            topics = listener.next() => topics,
        }?;
        tokio::time::sleep(PAUSE).await;
        // Read before what is ready: what comes later is told again rather than missed.
        let now = clock();
        listener.add_ready(&mut topics);
        Some((event(&topics, now), (listener, shutdown, clock)))
    })
}
