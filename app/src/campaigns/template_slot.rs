use domain::campaigns::{Slot, SlotPlace, VARIABLES};
use leptos::prelude::*;

use super::template_form::Filling;
use super::variables::variable_name;
use crate::form::{problem_text, use_form_state};
use crate::i18n::*;
use crate::parts::Icon;

/// One place of a template: a field of the person, a fixed text, or both.
#[component]
pub fn SlotFields(place: Slot, filling: Filling) -> impl IntoView {
    let slot = place;
    let i18n = use_i18n();
    let form = use_form_state();
    let key = slot.key.clone();
    let (source_name, text_name) = (format!("sources[{key}]"), format!("slots[{key}]"));
    bring_back(&slot, filling);
    let posted = text_name.clone();
    let problem = move || {
        form.problem(&posted).map(|found| {
            view! { <p class="error"><Icon name="alert" small=true />{problem_text(i18n, found.problem, found.detail.as_deref())}</p> }
        })
    };
    let text = filling.texts.with_untracked(|texts| texts.get(&key).cloned()).unwrap_or_default();
    let example = slot.example.clone();
    let by_field = slot.place != SlotPlace::Media;
    view! {
        <fieldset class="field">
            <legend>{slot_name(i18n, &slot)}</legend>
            <div class="duo">
                {by_field.then(|| view! { <Source name=source_name key=key.clone() filling /> })}
                <input
                    class="in" name=text_name.clone() value=text
                    aria-label=t_string!(i18n, campaigns.place_text)
                    on:input=move |event| filling.texts.update(|texts| {
                        texts.insert(key.clone(), event_target_value(&event));
                    })
                />
            </div>
            {(!example.is_empty()).then(|| view! {
                <p class="hint">{t!(i18n, campaigns.place_example, example = example.clone())}</p>
            })}
            {problem}
        </fieldset>
    }
}

/// What was typed before the server said no.
fn bring_back(slot: &Slot, filling: Filling) {
    let form = use_form_state();
    for (of, name) in [(filling.sources, "sources"), (filling.texts, "slots")] {
        if let Some(typed) = form.typed(&format!("{name}[{}]", slot.key)) {
            of.update_untracked(|texts| {
                texts.insert(slot.key.clone(), typed);
            });
        }
    }
}

#[component]
fn Source(name: String, key: String, filling: Filling) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = filling.sources.with_untracked(|sources| sources.get(&key).cloned()).unwrap_or_default();
    let options = VARIABLES.iter().map(|variable| {
        let selected = *variable == chosen;
        view! { <option value=*variable selected=selected>{variable_name(i18n, variable)}</option> }
    });
    view! {
        <select
            class="in" name=name aria-label=t_string!(i18n, campaigns.place_source)
            on:change=move |event| filling.sources.update(|sources| {
                sources.insert(key.clone(), event_target_value(&event));
            })
        >
            <option value="">{t!(i18n, campaigns.place_fixed)}</option>
            {options.collect_view()}
        </select>
    }
}

fn slot_name(i18n: Locale, slot: &Slot) -> String {
    let name = slot.name.clone();
    match (slot.place, slot.name.as_str()) {
        (SlotPlace::Body, _) => t_string!(i18n, campaigns.place_body, name = name).to_string(),
        (SlotPlace::Header, _) => t_string!(i18n, campaigns.place_header, name = name).to_string(),
        (SlotPlace::Button, _) => t_string!(i18n, campaigns.place_button, name = name).to_string(),
        (SlotPlace::Media, "VIDEO") => t_string!(i18n, campaigns.place_video).to_owned(),
        (SlotPlace::Media, "DOCUMENT") => t_string!(i18n, campaigns.place_document).to_owned(),
        (SlotPlace::Media, _) => t_string!(i18n, campaigns.place_image).to_owned(),
    }
}
