use leptos::prelude::*;

use super::problem_text::problem_text;
use super::state::use_form_state;
use crate::i18n::*;
use crate::parts::Icon;

/// The one primary button of a form; busy while the call is under way.
#[component]
pub fn SubmitButton(#[prop(optional, into)] class: String, children: Children) -> impl IntoView {
    let form = use_form_state();
    let class = format!("btn primary {class}");
    view! {
        <button type="submit" class=class aria-busy=move || form.pending.get().then_some("true")>
            {children()}
        </button>
    }
}

/// What is wrong with the form as a whole; told to screen readers as soon as it appears.
#[component]
pub fn FormFailure() -> impl IntoView {
    let i18n = use_i18n();
    let form = use_form_state();
    let words = move || {
        let failure = form.failure.get()?;
        let words = match failure.fields.len() {
            0 => problem_text(i18n, failure.problem, failure.detail.as_deref()),
            _ => t_string!(i18n, problem.see_fields).to_owned(),
        };
        let reference = failure.reference.map(|number| t_string!(i18n, problem.reference, number = number));
        Some(view! {
            <p class="error"><Icon name="alert" small=true /><span>{words}" "{reference}</span></p>
        })
    };
    view! { <div role="alert" tabindex="-1">{words}</div> }
}
