use std::collections::BTreeMap;

use domain::failure::Failure;
use leptos::context::Provider;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::hooks::use_query_map;

use super::call::Call;
use super::state::FormState;
use super::typed_early::hear_what_was_typed_early;
use crate::call::Body;
use crate::page_context::use_page_context;

/// A form that posts to a server function: by a call where the page is live, as a plain post where
/// it is not, to the same path with the same fields.
///
/// With `plain` the browser always posts and loads the answer as a new page; use it where the answer
/// changes who or where the visitor is (sign-in, company switch).
#[component]
pub fn PostForm(
    action: Call,
    #[prop(optional)] plain: bool,
    /// Empties the fields after the form was carried out.
    #[prop(optional)]
    clear: bool,
    #[prop(optional, into)] class: String,
    /// The form's id, for buttons that stand outside it.
    #[prop(optional, into)]
    id: Option<String>,
    /// Of several forms of a page that make one call: the field that tells this one from the others.
    #[prop(optional)]
    told_by: Option<(&'static str, String)>,
    /// What is wrong with its fields as they stand, known before they are sent.
    #[prop(optional)]
    known: Option<Signal<Option<Failure>>>,
    children: Children,
) -> impl IntoView {
    let state = match told_by {
        Some((name, value)) => state_of_one(action, name, value),
        None => state_of(action),
    }
    .with_known(known);
    let form = NodeRef::new();
    if clear {
        clear_when_done(form, state.done);
    }
    focus_first_refused(form, state.failure);
    hear_what_was_typed_early(form);
    let on_submit = move |event: SubmitEvent| {
        if !plain && !event.default_prevented() && !goes_elsewhere(&event) {
            event.prevent_default();
            action.submit(&event);
        }
    };
    view! {
        <form
            method="post" action=action.path class=class id=id node_ref=form
            on:submit=on_submit novalidate
        >
            <Provider value=state>{children()}</Provider>
        </form>
    }
}

/// A button with an address of its own (`formaction`) is left to the browser.
fn goes_elsewhere(event: &SubmitEvent) -> bool {
    event.submitter().is_some_and(|button| button.has_attribute("formaction"))
}

fn clear_when_done(form: NodeRef<leptos::html::Form>, done: Signal<bool>) {
    Effect::new(move |_| {
        if let (true, Some(form)) = (done.get(), form.get()) {
            form.reset();
        }
    });
}

/// Brings the caret to the first field that was refused, as a browser does with its own checks; to what is
/// said above the fields where it was none of them, since a long form ends far below.
fn focus_first_refused(form: NodeRef<leptos::html::Form>, failure: Signal<Option<Failure>>) {
    Effect::new(move |_| {
        let fields = failure.with(|failure| failure.as_ref().map(|failure| failure.fields.len()));
        let wanted = match fields {
            None => return,
            Some(0) => "[role=alert]",
            Some(_) => "[aria-invalid=true]",
        };
        // The field is marked once the page has heard of the failure as well.
        request_animation_frame(move || {
            let Some(form) = form.get_untracked() else { return };
            let refused = form.query_selector(wanted).ok().flatten();
            if let Some(field) = refused.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
                let _ = field.focus();
            }
        });
    });
}

/// What has become of a call from this page, or of a plain post to the same path that came back here.
pub(super) fn state_of(action: Call) -> FormState {
    let draft = use_page_context().draft.filter(|draft| draft.path == action.path);
    let (typed, kept) = draft.map(|draft| (draft.fields, draft.failure)).unzip();
    let failure = Signal::derive(move || match action.body.read().as_ref() {
        Some(body) => body.failure(),
        None => kept.clone(),
    });
    let came_back_done = kept_done(action);
    let done = Signal::derive(move || action.body.read().as_ref().map_or(came_back_done, Body::is_done));
    FormState::new(failure, action.pending.into(), done, typed.unwrap_or_default())
}

/// The same for one of several forms, which hears of its own failures only.
fn state_of_one(action: Call, name: &'static str, value: String) -> FormState {
    let (all, came_back) = (state_of(action), action.kept(name).as_ref() == Some(&value));
    let sent_anew = Signal::derive(move || action.body.read().is_some());
    let is_own = move || if sent_anew.get() { action.has_sent(name, &value) } else { came_back };
    let failure = Signal::derive(move || all.failure.get().filter(|_| is_own()));
    let typed = if came_back { all.all_typed() } else { BTreeMap::new() };
    FormState::new(failure, all.pending, all.done, typed)
}

/// After a plain post the edge names the call that was carried out in the page's query.
fn kept_done(action: Call) -> bool {
    let named = use_query_map().with_untracked(|query| query.get("done"));
    named.is_some_and(|call| action.path.ends_with(&["/", &call].concat()))
}
