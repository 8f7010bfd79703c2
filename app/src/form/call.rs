use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::de::DeserializeOwned;
use server_fn::ServerFn;
use server_fn::redirect::call_redirect_hook;

use crate::call::fetch::{fields_of, send};
use crate::call::{Answer, Asked, Body, Request};
use crate::page_context::use_page_context;

/// A call that forms of this page make, and what became of it. It has one type for all calls, so that
/// a form costs its page nothing but its fields.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    pub(super) path: &'static str,
    pub(super) body: RwSignal<Option<Body>>,
    pub(super) pending: RwSignal<bool>,
    /// The fields of the form that was sent last.
    sent: RwSignal<String>,
    done: RwSignal<u32>,
}

/// The call that forms of this page make: `let action = use_call::<InviteMember>();`.
pub fn use_call<S: ServerFn>() -> Call {
    Call {
        path: S::PATH,
        body: RwSignal::new(None),
        pending: RwSignal::new(false),
        sent: RwSignal::new(String::new()),
        done: RwSignal::new(0),
    }
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

    /// What stood in a field of the form that failed and came back without JavaScript; of a field with
    /// several values (`name[]`) each on a line.
    pub fn kept(self, name: &str) -> Option<String> {
        let draft = use_page_context().draft.filter(|draft| draft.path == self.path)?;
        draft.fields.get(name).cloned()
    }

    /// Whether the form that was sent last has a field with this value.
    pub(super) fn has_sent(self, name: &str, value: &str) -> bool {
        self.sent.with(|sent| sent.split('&').any(|pair| pair.split_once('=') == Some((name, value))))
    }

    /// How many calls of this page were carried out: what a test's key grows by.
    pub fn made(self) -> u32 {
        self.done.get()
    }

    /// Sends a form's fields as they are; a second submit while the first is under way is the same
    /// click, so nothing is sent.
    pub(super) fn submit(self, event: &SubmitEvent) {
        let Some(fields) = fields_of(event).filter(|_| !self.pending.get_untracked()) else { return };
        self.pending.set(true);
        self.sent.set(fields.clone());
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
        let is_done = body.is_done();
        self.body.try_set(Some(body));
        self.pending.try_set(false);
        if is_done {
            self.done.try_update(|done| *done += 1);
        }
    }
}

/// Asks again after every call that was carried out. One that failed changed nothing, and what was typed
/// must stay.
pub fn use_refetch<T: 'static>(action: Call, asked: Asked<T>) {
    let _ = asked.again_when(move || action.done.get());
}
