//! Lists as files: the page that asks how and why, and the words in the files; no WASM.

mod contacts;
pub mod filter;
mod messages;
mod page;
mod people;
mod proof;
mod reports;
mod words;

pub use contacts::ContactTable;
pub use messages::MessageTable;
pub use page::ExportPage;
pub use people::PersonTable;
pub use proof::{proof_document, proof_name};
pub use reports::{MemberTable, VolumeTable};
