use domain::id::UserId;
use domain::time::Timestamp;

use super::entity::Model;
use crate::columns::{micros, time};

/// One permission to set a new password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordReset {
    pub id: i64,
    pub user: UserId,
    /// SHA-256 of the token in the mail.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the cookie that replaced it when the link was opened.
    pub cookie_hash: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub opened_at: Option<Timestamp>,
    pub used_at: Option<Timestamp>,
    pub address: String,
}

impl From<Model> for PasswordReset {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            user: UserId::from_i64(row.user_id),
            token_hash: row.token_hash,
            cookie_hash: row.cookie_hash,
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            opened_at: time(row.opened_at),
            used_at: time(row.used_at),
            address: row.address,
        }
    }
}

impl From<PasswordReset> for Model {
    fn from(reset: PasswordReset) -> Self {
        Self {
            id: reset.id,
            user_id: reset.user.as_i64(),
            token_hash: reset.token_hash,
            cookie_hash: reset.cookie_hash,
            created_at: reset.created_at.micros(),
            expires_at: reset.expires_at.micros(),
            opened_at: micros(reset.opened_at),
            used_at: micros(reset.used_at),
            address: reset.address,
        }
    }
}
