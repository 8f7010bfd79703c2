//! Who changed what (a hash chain), and who signed in when.

mod access;
mod access_entity;
mod entity;
mod head_entity;
mod log;

pub use access::{Access, has_signed_in_from, insert_access, last_company_of, of_user, purge_access};
pub use log::{AuditRow, ChainHead, append, head, lock_head, of_company, oldest_first, owners};
