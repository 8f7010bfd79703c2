//! The first visit on a fresh installation: makes the operator and the first company; no WASM.

mod api;
mod page;

pub use page::{SetupPage, SignUpPage};
