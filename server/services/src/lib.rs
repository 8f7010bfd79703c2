//! What the product does: the use cases. The only place where storage, providers and the ERP meet.

pub mod live;
pub mod passwords;
pub mod secrets;
pub mod texts;
pub mod accounts;
pub mod actor;
pub mod audit;
mod campaigns;
pub mod companies;
pub mod engine;
pub mod error;
pub mod form_drafts;
mod keyed;
pub mod limits;
mod members;
mod messages;
mod platform;
mod policies;
pub mod provider_accounts;
mod services;
pub mod system_mail;
#[cfg(test)]
mod testing;

pub use actor::{Actor, Origin, Seat};
pub use error::ServiceError;
pub use services::{Services, ServicesConfig, SessionLimits};
