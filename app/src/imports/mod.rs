//! Taking contacts in from a list.

pub mod api;
