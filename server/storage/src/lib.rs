//! What the product keeps: entities with named queries, the ledger of messages, test databases.

pub mod account_prices;
pub mod api_requests;
pub mod audit;
pub mod backup;
pub mod balance_readings;
pub mod callbacks;
pub mod campaigns;
pub mod clock;
mod columns;
pub mod companies;
pub mod consents;
pub mod contacts;
pub mod credit_thresholds;
pub mod data_keys;
pub mod data_map;
pub mod db;
pub mod email_changes;
pub mod erasures;
mod error;
pub mod files;
pub mod form_drafts;
pub mod ids;
pub mod imports;
pub mod invitations;
pub mod ledger;
pub mod limits;
pub mod memberships;
mod metrics;
pub mod password_resets;
pub mod phone_codes;
pub mod platform;
pub mod policies;
pub mod provider_accounts;
pub mod provider_templates;
pub mod refusal_links;
pub mod rng;
pub mod saved_views;
pub mod second_factors;
pub mod service_windows;
pub mod sessions;
pub mod short_links;
pub mod system_mails;
pub mod tags;
#[cfg(feature = "testing")]
pub mod testing;
pub mod users;

pub use db::{Db, DbOptions};
pub use error::StorageError;

/// The transaction that [`Db::write`] gives, and the error of the named queries.
pub use sea_orm::{DatabaseTransaction as Tx, DbErr};
