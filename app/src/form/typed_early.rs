use leptos::ev::Event;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, HtmlOptionElement, HtmlSelectElement, HtmlTextAreaElement};

/// Tells a page that comes alive what was typed and chosen before, or put back by the browser, as if it
/// happened now.
pub(super) fn hear_what_was_typed_early(form: NodeRef<Form>) {
    Effect::new(move |_| {
        let Some(fields) = form.get().map(|form| form.elements()) else { return };
        for field in (0..fields.length()).filter_map(|at| fields.item(at)).filter(differs) {
            for name in ["input", "change"] {
                if let Ok(event) = Event::new(name) {
                    event.init_event_with_bubbles(name, true);
                    let _ = field.dispatch_event(&event);
                }
            }
        }
    });
}

/// Whether a field holds something else than the page was made with.
fn differs(field: &Element) -> bool {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.checked() != input.default_checked() || input.value() != input.default_value()
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.default_value().is_ok_and(|made| area.value() != made)
    } else if let Some(list) = field.dyn_ref::<HtmlSelectElement>() {
        let chosen = list.selected_options().item(0);
        let chosen = chosen.and_then(|option| option.dyn_into::<HtmlOptionElement>().ok());
        chosen.is_some_and(|option| !option.default_selected() && list.selected_index() > 0)
    } else {
        false
    }
}
