//! What addresses said about messages, class by class.

mod entity;
mod event_entity;
mod events;
mod queries;

#[cfg(test)]
mod plans;

pub use events::{ConsentEvent, KnownWord, known_at, last_event};
pub use queries::{
    Refusal, StoredConsent, have_notices_been_refused, of_addresses, record, refusals, withdraw,
};
