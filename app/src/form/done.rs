use leptos::prelude::*;

use super::state::use_form_state;
use crate::parts::Icon;

/// Says that the form was carried out; told to screen readers when it happens.
#[component]
pub fn FormDone(children: ChildrenFn) -> impl IntoView {
    let form = use_form_state();
    let words = StoredValue::new(children);
    let shown = move || {
        form.done
            .get()
            .then(|| view! { <p class="done"><Icon name="check" small=true />{words.read_value()()}</p> })
    };
    view! { <div role="status">{shown}</div> }
}
