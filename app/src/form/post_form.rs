use domain::failure::{Failure, Problem};
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::state::FormState;
use crate::call::CallError;
use crate::page_context::use_page_context;

/// A form that posts to a server function: by a call where the page is live, as a plain post where
/// it is not, to the same path with the same fields.
///
/// With `plain` the browser always posts and loads the answer as a new page; use it where the answer
/// changes who or where the visitor is (sign-in, company switch).
#[component]
pub fn PostForm<S>(
    action: ServerAction<S>,
    #[prop(optional)] plain: bool,
    #[prop(optional, into)] class: String,
    /// The form's id, for buttons that stand outside it.
    #[prop(optional, into)]
    id: Option<String>,
    children: Children,
) -> impl IntoView
where
    S: ServerFn<Error = CallError> + serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    provide_context(state_of(action));
    let on_submit = move |event: SubmitEvent| {
        if !plain && !event.default_prevented() {
            event.prevent_default();
            dispatch(action, &event);
        }
    };
    view! {
        <form method="post" action=S::url() class=class id=id on:submit=on_submit novalidate>
            {children()}
        </form>
    }
}

fn state_of<S>(action: ServerAction<S>) -> FormState
where
    S: ServerFn<Error = CallError> + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    let draft = use_page_context().draft.filter(|draft| draft.path == S::PATH);
    let (typed, kept) = draft.map(|draft| (draft.fields, draft.failure)).unzip();
    let value = action.value();
    let failure = Signal::derive(move || match value.read().as_ref() {
        Some(Ok(_)) => None,
        Some(Err(CallError(failure))) => Some(failure.clone()),
        None => kept.clone(),
    });
    FormState::new(failure, action.pending().into(), typed.unwrap_or_default())
}

/// Reads the fields as the server would and calls; a second submit while the first is under way is
/// the same click, so nothing is sent.
fn dispatch<S>(action: ServerAction<S>, event: &SubmitEvent)
where
    S: ServerFn<Error = CallError> + serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
{
    if action.pending().get_untracked() {
        return;
    }
    match S::from_event(event) {
        Ok(call) => {
            action.dispatch(call);
        }
        Err(_) => action.value().set(Some(Err(CallError(Failure::new(Problem::Malformed))))),
    }
}
