//! Invitations to become a member.

mod entity;
mod queries;
mod record;

pub use queries::{find_by_token, insert, mark_used, open_of, withdraw, withdraw_address};
pub use record::StoredInvitation;
