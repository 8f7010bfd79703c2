//! A send that waits for somebody who may approve it; no WASM.

mod api;
mod page;

pub use page::ApprovalPage;
