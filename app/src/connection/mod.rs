//! A connection looked at step by step, each step with what to do; no WASM.

mod api;
mod page;

pub use page::ConnectionPage;
