//! What a page reads from the server while it is drawn.

use std::marker::PhantomData;

use leptos::prelude::*;
use leptos::server::codee::string::FromToStringCodec;
use serde::Serialize;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;

use super::answered::answered;
use super::body::Body;
use super::error::{Answer, CallError};
use super::request::Request;

/// The kind of [`Resource`] that all pages share.
pub(super) type Answered = Resource<Body, FromToStringCodec>;

/// A call's answer, fetched once by the server with the page and anew in the browser whenever
/// something that the call was made of changes. Hand it to `Loaded`, or wait for its `answer`.
pub struct Asked<T> {
    body: Answered,
    answer: PhantomData<fn() -> T>,
}

impl<T> Clone for Asked<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Asked<T> {}

/// Asks with a call that only reads: `ask(move || ListMembers { company })`. Use it in a page's view,
/// never in `data()`, which every visitor downloads.
pub fn ask<C>(call: impl Fn() -> C + Send + Sync + 'static) -> Asked<C::Output>
where
    C: ServerFn<Error = CallError> + Serialize + 'static,
    C::Output: Serialize,
{
    Asked::new(answered(move || Some(call()), Request::get))
}

/// Asks only when there is something to ask; else the answer is `None`.
pub fn ask_if<C>(call: impl Fn() -> Option<C> + Send + Sync + 'static) -> Asked<Option<C::Output>>
where
    C: ServerFn<Error = CallError> + Serialize + 'static,
    C::Output: Serialize,
{
    Asked::new(answered(call, Request::get))
}

/// Asks with a call whose arguments are too long for an address.
pub fn ask_by_post<C>(call: impl Fn() -> C + Send + Sync + 'static) -> Asked<C::Output>
where
    C: ServerFn<Error = CallError> + Serialize + 'static,
    C::Output: Serialize,
{
    Asked::new(answered(move || Some(call()), Request::post))
}

impl<T: 'static> Asked<T> {
    fn new(body: Answered) -> Self {
        Self { body, answer: PhantomData }
    }

    /// The answer's text, for parts that draw answers of any type.
    pub fn body(self) -> Answered {
        self.body
    }

    /// Asks again.
    pub fn again(self) {
        self.body.refetch();
    }

    /// Asks again whenever a value changes.
    #[must_use]
    pub fn again_when<V: PartialEq + Send + Sync + 'static>(
        self,
        changed: impl Fn() -> V + Send + Sync + 'static,
    ) -> Self {
        Effect::new(move |before: Option<V>| {
            let now = changed();
            if before.is_some_and(|before| before != now) {
                self.again();
            }
            now
        });
        self
    }
}

impl<T: DeserializeOwned + 'static> Asked<T> {
    /// Waits for the answer.
    ///
    /// # Errors
    /// What the call failed with.
    pub async fn answer(self) -> Answer<T> {
        self.body.await.read()
    }
}
