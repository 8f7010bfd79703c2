//! The search over everything a company has; no WASM.

mod api;
mod hits;
mod keys;
mod page;
mod places;
mod results;

pub use page::{SEARCH_STYLE, SearchPage};
