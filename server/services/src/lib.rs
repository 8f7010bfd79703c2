//! What the product does: the use cases. The only place where storage, providers and the ERP meet.

pub mod accounts;
pub mod actor;
mod audit;
pub mod backups;
mod campaigns;
pub mod companies;
mod contacts;
mod credit;
pub mod documents;
pub mod engine;
pub mod error;
pub mod exports;
pub mod files;
pub mod form_drafts;
pub mod imports;
mod keyed;
pub mod limits;
pub mod live;
mod members;
pub mod messages;
mod metrics;
mod names;
mod once;
pub mod passwords;
mod platform;
mod policies;
pub mod provider_accounts;
mod refusals;
mod reports;
mod search;
mod second_factor;
pub mod secrets;
mod services;
mod short_links;
pub mod system_mail;
#[cfg(test)]
mod testing;
pub mod texts;
mod tokens;

pub use actor::{Actor, Origin, Seat};
pub use error::ServiceError;
pub use services::{Services, ServicesConfig, SessionLimits};
