//! Permissions to set a new password, from mail to use.

mod entity;
mod queries;
mod record;

pub use queries::{drop_of_user, find_by_cookie, insert, mark_opened, mark_used, purge};
pub use record::PasswordReset;
