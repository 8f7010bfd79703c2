use domain::topic::Topic;
use leptos::prelude::*;

use super::event_source::listen;

/// A number that grows whenever one of the topics changes; read it in a resource's source to fetch
/// anew. Without JavaScript, and on the server, it stays as it is.
pub fn use_changes(topics: impl Into<Signal<Vec<Topic>>>) -> Signal<u32> {
    heard(topics.into())
}

fn heard(topics: Signal<Vec<Topic>>) -> Signal<u32> {
    let version = RwSignal::new(0);
    Effect::new(move |_| topics.with(|topics| listen(topics, version)));
    version.into()
}
