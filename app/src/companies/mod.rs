//! The companies of a person: choosing one to work in, adding one; no WASM.

mod api;
mod choose_page;
mod new_page;
mod stale;

pub use choose_page::ChooseCompanyPage;
pub use new_page::NewCompanyPage;
