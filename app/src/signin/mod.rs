//! Signing in and out; needs no WASM.

mod page;

pub use page::SignInPage;
