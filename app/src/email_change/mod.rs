//! Where the link to another e-mail address leads; no WASM.

mod api;
mod page;

pub use page::EmailChangePage;
