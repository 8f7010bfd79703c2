//! Contacts, addresses and tags: queries on every database.

mod listing;
mod scene;
mod sharing;
mod taking_in;
