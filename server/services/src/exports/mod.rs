//! Lists as files: read a page at a time, written as they are read, so that a million rows need no more
//! memory than a hundred.

mod book;
mod cell;
mod contacts;
pub(crate) mod csv;
mod file;
mod messages;
mod people;
mod pipe;
mod proof;
mod reports;
mod run;
mod source;

pub use cell::Cell;
pub use contacts::ContactRecord;
pub use file::ExportedFile;
pub use messages::MessageRecord;
pub use people::PersonRecord;
pub use proof::{Proof, ProofAttempt, ProofCompany, ProofWord};
pub use source::Layout;

pub(crate) use run::Slots;

#[cfg(test)]
mod proof_tests;
#[cfg(test)]
mod tests;
