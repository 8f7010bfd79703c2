use domain::failure::{Failure, Problem};
use leptos::context::Provider;
use leptos::ev::SubmitEvent;
use leptos::form::{FromFormData, form_data_from_event};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
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
pub fn PostForm<S, V>(
    action: ServerAction<S>,
    #[prop(optional)] plain: bool,
    /// Empties the fields after the form was carried out.
    #[prop(optional)]
    clear: bool,
    #[prop(optional, into)] class: String,
    /// The form's id, for buttons that stand outside it.
    #[prop(optional, into)]
    id: Option<String>,
    children: TypedChildren<V>,
) -> impl IntoView
where
    S: ServerFn<Error = CallError> + serde::de::DeserializeOwned + Clone + Send + Sync + 'static,
    S::Output: Send + Sync + 'static,
    V: IntoView + 'static,
{
    let state = state_of(action);
    let children = children.into_inner();
    let form = NodeRef::new();
    if clear {
        clear_when_done(form, state.done);
    }
    let on_submit = move |event: SubmitEvent| {
        if !plain && !event.default_prevented() {
            event.prevent_default();
            dispatch(action, &event);
        }
    };
    view! {
        <form
            method="post" action=S::url() class=class id=id node_ref=form
            on:submit=on_submit novalidate
        >
            <Provider value=state>{children().into_any()}</Provider>
        </form>
    }
}

fn clear_when_done(form: NodeRef<leptos::html::Form>, done: Signal<bool>) {
    Effect::new(move |_| {
        if let (true, Some(form)) = (done.get(), form.get()) {
            form.reset();
        }
    });
}

/// What has become of a call from this page, or of a plain post to the same path that came back here.
pub(super) fn state_of<S>(action: ServerAction<S>) -> FormState
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
    let came_back_done = kept_done::<S>();
    let done = Signal::derive(move || value.read().as_ref().map_or(came_back_done, Result::is_ok));
    FormState::new(failure, action.pending().into(), done, typed.unwrap_or_default())
}

/// After a plain post the edge names the call that was carried out in the page's query.
fn kept_done<S: ServerFn>() -> bool {
    let named = use_query_map().with_untracked(|query| query.get("done"));
    named.is_some_and(|call| S::PATH.ends_with(&format!("/{call}")))
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
    match read::<S>(event) {
        Some(call) => {
            action.dispatch(call);
        }
        None => action.value().set(Some(Err(CallError(Failure::new(Problem::Malformed))))),
    }
}

/// The fields as the browser itself would post them: Leptos adds the name of the pressed button even
/// when it has none, and `serde_qs` cannot read a field without a name beside nested ones.
fn read<S: FromFormData>(event: &SubmitEvent) -> Option<S> {
    let data = form_data_from_event(event).ok()?;
    data.delete("");
    S::from_form_data(&data).ok()
}
