//! Signing in; needs no WASM.

mod api;
mod code_page;
mod page;

pub use code_page::SecondStepPage;
pub use page::SignInPage;
