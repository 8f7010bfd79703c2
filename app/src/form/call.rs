use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use server_fn::redirect::call_redirect_hook;

use crate::call::fetch::{fields_of, send};
use crate::call::{Answer, Asked, Body, Request};

/// A call that forms of this page make, and what became of it. It has one type for all calls, so that
/// a form costs its page nothing but its fields.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    pub(super) path: &'static str,
    pub(super) body: RwSignal<Option<Body>>,
    pub(super) pending: RwSignal<bool>,
    made: RwSignal<u32>,
}

/// The call that forms of this page make: `let action = use_call::<InviteMember>();`.
pub fn use_call<S: ServerFn>() -> Call {
    Call { path: S::PATH, body: RwSignal::new(None), pending: RwSignal::new(false), made: RwSignal::new(0) }
}

impl Call {
    /// What the last call from this page answered.
    pub fn answer<T: DeserializeOwned>(self) -> Option<Answer<T>> {
        self.body.read().as_ref().map(Body::read)
    }

    /// Whether an answer is awaited.
    pub fn is_pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Sends a form's fields as they are; a second submit while the first is under way is the same
    /// click, so nothing is sent.
    pub(super) fn submit(self, event: &SubmitEvent) {
        let Some(fields) = fields_of(event).filter(|_| !self.pending.get_untracked()) else { return };
        self.pending.set(true);
        let request = Request { path: self.path, fields, is_post: true };
        spawn_local(async move {
            let received = send(request).await;
            self.finish(received.body);
            if let Some(place) = received.place {
                call_redirect_hook(&place);
            }
        });
    }

    /// The page may be gone by now.
    fn finish(self, body: Body) {
        self.body.try_set(Some(body));
        self.pending.try_set(false);
        self.made.try_update(|made| *made += 1);
    }
}

/// Asks again after every call.
pub fn use_refetch<T: 'static>(action: Call, asked: Asked<T>) {
    let _ = asked.again_when(move || action.made.get());
}
