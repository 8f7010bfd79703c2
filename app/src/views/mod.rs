//! The member's saved filters of the list of messages: kept and removed here; no WASM.

mod api;
mod page;

pub use page::ViewsPage;
