//! Whom the launch of a campaign left out, one by one; no WASM.

mod api;
mod page;

pub use page::LeftOutPage;
