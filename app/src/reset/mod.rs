//! A new password for somebody who forgot theirs; no WASM.

mod api;
mod new_page;
mod request_page;

pub use new_page::NewPasswordPage;
pub use request_page::ResetPage;
