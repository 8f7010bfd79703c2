//! A new password for somebody who forgot theirs; no WASM.

mod api;
mod done;
mod new_page;
mod request_page;

pub use done::ResetDone;
pub use new_page::NewPasswordPage;
pub use request_page::ResetPage;
