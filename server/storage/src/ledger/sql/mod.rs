//! The ledger in SQL, written once for SQLite and PostgreSQL.

mod accept;
mod admit;
mod claim;
mod content;
mod counts;
mod desk;
mod doubt;
mod fields;
mod gather;
mod handle;
mod implement;
mod insert;
mod lease;
mod list;
mod moves;
mod nodes;
mod notify;
mod pending;
mod plan;
mod read;
mod recipient;
mod recover;
mod reports;
mod restored;
mod settle;
mod statement;
mod step;
mod stop;
mod sweep;
mod tally;
mod unreached;
mod wire;

pub(crate) use fields::Fields;
pub(crate) use insert::{insert, insert_new};
pub(crate) use statement::{is_sqlite, json, rows, run};

pub use handle::{PlannedIn, SqlLedger};

#[cfg(test)]
mod tests;
