//! People: their cards, addresses, tags and refusals.

pub mod api;
