use domain::topic::Topic;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::EventSource;

/// Opens the page's stream of changes; it closes with the page.
pub fn listen(topics: &[Topic], version: RwSignal<u32>) {
    let words: Vec<_> = topics.iter().map(ToString::to_string).collect();
    let age = window().performance().map_or(0, |performance| performance.now() as u64);
    // A stream that cannot be opened leaves a page that is right, only not live.
    let Ok(source) = EventSource::new(&format!("/events?topics={}&age={age}", words.join(","))) else {
        return;
    };
    let changed = Closure::<dyn FnMut()>::new(move || {
        version.try_update(|version| *version += 1);
    });
    let added = source.add_event_listener_with_callback("changed", changed.as_ref().unchecked_ref());
    if added.is_err() {
        source.close();
    }
    let held = StoredValue::new_local((source, changed));
    on_cleanup(move || {
        held.try_with_value(|(source, _)| source.close());
    });
}
