use leptos::prelude::*;

use super::field::{Marks, Remarks};
use super::state::use_form_state;

/// One card of a [`ChoiceField`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub words: String,
    /// What choosing it means; may be empty.
    pub about: String,
}

/// A choice of one among a few that need explaining: cards with a radio button.
#[component]
pub fn ChoiceField(
    #[prop(into)] name: String,
    #[prop(into)] label: Signal<String>,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<Signal<String>>,
) -> impl IntoView {
    let form = use_form_state();
    let chosen = form.typed(&name).unwrap_or(value);
    let marks = Marks::of(form, &name, hint.is_some());
    let (id, field) = (name.clone(), name.clone());
    let cards = choices.into_iter().map(move |choice| {
        let checked = choice.value == chosen;
        view! { <Card name=field.clone() choice checked /> }
    });
    view! {
        <fieldset class="field" id=id aria-describedby=marks.described_by>
            <legend>{label}</legend>
            <div class="choices">{cards.collect_view()}</div>
            <Remarks name hint />
        </fieldset>
    }
    .into_any()
}

#[component]
fn Card(name: String, choice: Choice, checked: bool) -> impl IntoView {
    let about = (!choice.about.is_empty()).then(|| view! { <span class="dim">{choice.about}</span> });
    view! {
        <label class="pick">
            <input type="radio" name=name value=choice.value checked=checked />
            <span><b>{choice.words}</b>{about}</span>
        </label>
    }
    .into_any()
}
