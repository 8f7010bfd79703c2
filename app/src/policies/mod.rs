//! Documents: terms, privacy, clarification text and their kin, which everybody may read, and what a person
//! has seen and accepted of them; no WASM.

mod api;
mod changes;
mod documents_page;
mod event_page;
mod markdown;
mod news;
mod own;
mod page;
mod reading;
mod text;
mod titles;

pub use api::latest_policy;
pub use documents_page::DocumentsPage;
pub use event_page::PolicyEventPage;
pub use page::PolicyPage;
pub use text::PolicyText;
pub use titles::kind_title;
