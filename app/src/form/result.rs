use domain::failure::Failure;
use leptos::prelude::*;

use super::call::Call;
use super::post_form::state_of;
use super::problem_text::problem_text;
use crate::i18n::*;
use crate::parts::{Notice, Tone};

/// What became of an action whose small forms stand in a list: one place for all of them, told to
/// screen readers. The children say what was done.
#[component]
pub fn ActionResult(
    action: Call,
    /// Says nothing of success: the page shows it by itself.
    #[prop(optional)]
    quiet: bool,
    /// Whether its forms tell themselves what is wrong with a field.
    #[prop(optional)]
    tells_fields: bool,
    children: ChildrenFn,
) -> impl IntoView {
    let i18n = use_i18n();
    let state = state_of(action);
    let words = StoredValue::new(children);
    let said = move || match (state.failure.get(), state.done.get()) {
        (Some(failure), _) if tells_fields && !failure.fields.is_empty() => ().into_any(),
        (Some(failure), _) => refused(i18n, &failure).into_any(),
        (None, true) if !quiet => {
            view! { <Notice tone=Tone::Good><p>{words.read_value()()}</p></Notice> }.into_any()
        }
        (None, _) => ().into_any(),
    };
    view! { <div role="status">{said}</div> }
}

fn refused(i18n: Locale, failure: &Failure) -> impl IntoView {
    // A list's form has hidden fields only: their problem is the form's.
    let problem = failure.fields.first().map_or(failure.problem, |field| field.problem);
    let words = problem_text(i18n, problem, failure.detail.as_deref());
    view! { <Notice tone=Tone::Bad><p>{words}</p></Notice> }
}
