//! One stream of changes per open page: topics only, at most five times a second.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Extension, Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use domain::failure::{Failure, Problem};
use domain::topic::Topic;
use futures::Stream;
use futures::stream::unfold;
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
}

/// `GET /events?topics=messages,campaign:cpn_…` for a visitor who is signed in.
pub async fn stream(
    State(state): State<EdgeState>,
    actor: Option<Extension<Actor>>,
    Query(wish): Query<Wish>,
) -> Response {
    let Some(Extension(actor)) = actor else { return refuse(Problem::SignInNeeded) };
    let Ok(company) = actor.company() else { return refuse(Problem::Forbidden) };
    let topics: Result<Vec<Topic>, _> = wish.topics.split(',').take(MAX_TOPICS).map(str::parse).collect();
    let Ok(topics) = topics else { return refuse(Problem::Malformed) };
    let listener = state.services.live().listen(company, topics);
    let keep_alive = KeepAlive::new().interval(HEARTBEAT);
    Sse::new(changes(listener, state.shutdown)).keep_alive(keep_alive).into_response()
}

fn refuse(problem: Problem) -> Response {
    super::calls::problem(&Failure::new(problem))
}

/// Ends at shutdown: an open stream would hold the program up.
fn changes(listener: Listener, shutdown: CancellationToken) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((listener, shutdown), |(mut listener, shutdown)| async move {
        let mut topics = tokio::select! {
            () = shutdown.cancelled() => None,
            topics = listener.next() => topics,
        }?;
        tokio::time::sleep(PAUSE).await;
        listener.add_ready(&mut topics);
        let words: Vec<_> = topics.iter().map(ToString::to_string).collect();
        Some((Ok(Event::default().event("changed").data(words.join(","))), (listener, shutdown)))
    })
}
