//! Signing in; needs no WASM.

mod api;
mod page;

pub use page::SignInPage;
