//! Connections to providers: the list, the form drawn from a provider's description, test and pause.

mod account_page;
mod actions;
mod api;
mod balance;
mod callback;
mod labels;
mod list_page;
mod new_page;
mod provider_fields;
mod standing;
mod templates;
mod waiting;

pub use account_page::ProviderAccountPage;
pub use list_page::ProvidersPage;
pub use new_page::NewAccountPage;

pub(crate) use labels::{category_text, status_text};
