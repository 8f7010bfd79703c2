//! Documents that everybody may read: terms, privacy, clarification text and their kin; no WASM.

mod api;
mod markdown;
mod page;
mod text;
mod titles;

pub use api::latest_policy;
pub use page::PolicyPage;
pub use text::PolicyText;
