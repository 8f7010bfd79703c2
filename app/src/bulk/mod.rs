//! What is done with many messages at once, after a look at how many there are; no WASM.

mod api;
mod page;
mod words;

pub use page::BulkPage;
