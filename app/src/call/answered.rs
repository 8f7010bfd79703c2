use leptos::prelude::*;
use serde::Serialize;
use server_fn::ServerFn;

use super::ask::Answered;
use super::body::Body;
use super::error::CallError;
use super::request::Request;

/// The server carries the call out itself.
pub(super) fn answered<C>(
    call: impl Fn() -> Option<C> + Send + Sync + 'static,
    _request: fn(&C) -> Request,
) -> Answered
where
    C: ServerFn<Error = CallError> + Serialize + 'static,
    C::Output: Serialize,
{
    let carry_out = move |()| {
        let call = call();
        async move {
            match call {
                Some(call) => Body::of(&call.run_body().await),
                None => Body::nothing(),
            }
        }
    };
    Resource::new_str(|| (), carry_out)
}
