//! What a form knows while it is drawn: what was typed before and what was wrong with it.

use std::collections::BTreeMap;

use domain::failure::{Failure, FieldProblem};
use leptos::prelude::*;

/// The state of the form around a field.
#[derive(Clone, Copy)]
pub struct FormState {
    /// The last failure: of a call from this page, or of a plain post that came back as a draft.
    pub failure: Signal<Option<Failure>>,
    pub pending: Signal<bool>,
    /// Whether the form was carried out: by a call from this page, or by a plain post that came back.
    pub done: Signal<bool>,
    typed: StoredValue<BTreeMap<String, String>>,
    /// What is known to be wrong with what stands in its fields, though nobody has sent them.
    known: Signal<Option<Failure>>,
}

impl FormState {
    pub fn new(
        failure: Signal<Option<Failure>>,
        pending: Signal<bool>,
        done: Signal<bool>,
        typed: BTreeMap<String, String>,
    ) -> Self {
        let known = Signal::stored(None);
        Self { failure, pending, done, typed: StoredValue::new(typed), known }
    }

    /// Marks the fields of a failure that came otherwise, as long as the form itself has none.
    pub(super) fn with_known(self, known: Option<Signal<Option<Failure>>>) -> Self {
        Self { known: known.unwrap_or(self.known), ..self }
    }

    /// What was typed into a field before the form failed without JavaScript.
    pub fn typed(self, name: &str) -> Option<String> {
        self.typed.with_value(|typed| typed.get(name).cloned())
    }

    pub(super) fn all_typed(self) -> BTreeMap<String, String> {
        self.typed.get_value()
    }

    /// Whether the form came back as a draft, so that its check boxes are as they were left.
    pub fn is_draft(self) -> bool {
        self.typed.with_value(|typed| !typed.is_empty())
    }

    /// What is wrong with one field now.
    pub fn problem(self, name: &str) -> Option<FieldProblem> {
        let shown = if self.failure.with(Option::is_some) { self.failure } else { self.known };
        shown.with(|failure| failure.as_ref()?.of(name).cloned())
    }
}

/// The state of the form around; an empty one outside a form.
pub fn use_form_state() -> FormState {
    let never = || Signal::stored(false);
    use_context().unwrap_or_else(|| FormState::new(Signal::stored(None), never(), never(), BTreeMap::new()))
}
