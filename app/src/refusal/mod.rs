//! The pages behind the link of a message: who writes, the way out, and what else comes.

mod api;
mod came;
mod page;
mod preferences_page;
mod report;
mod unknown;
mod words;

pub use page::RefusalPage;
pub use preferences_page::PreferencesPage;
