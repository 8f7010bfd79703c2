use leptos::prelude::*;
use serde::Serialize;
use server_fn::ServerFn;

use super::ask::Answered;
use super::body::Body;
use super::error::CallError;
use super::request::Request;

/// The browser makes a request; only its text depends on the call.
pub(super) fn answered<C>(
    call: impl Fn() -> Option<C> + Send + Sync + 'static,
    request: fn(&C) -> Request,
) -> Answered
where
    C: ServerFn<Error = CallError> + Serialize + 'static,
    C::Output: Serialize,
{
    fetched(Box::new(move || call().as_ref().map(request)))
}

fn fetched(request: Box<dyn Fn() -> Option<Request> + Send + Sync>) -> Answered {
    let fetch = |request: Option<Request>| async move {
        match request {
            Some(request) => super::fetch::send(request).await.body,
            None => Body::nothing(),
        }
    };
    Resource::new_str(request, fetch)
}
