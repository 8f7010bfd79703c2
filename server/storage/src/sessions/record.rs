use domain::id::{CompanyId, SessionId, UserId};
use domain::time::Timestamp;

use super::entity::Model;

/// One place where a person is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// SHA-256 of the cookie.
    pub cookie_hash: Vec<u8>,
    pub user: UserId,
    /// The company it works in.
    pub company: Option<CompanyId>,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// When the password was last given.
    pub confirmed_at: Timestamp,
    pub address: String,
    pub agent: String,
}

impl From<Model> for Session {
    fn from(row: Model) -> Self {
        Self {
            id: SessionId::from_i64(row.id),
            cookie_hash: row.cookie_hash,
            user: UserId::from_i64(row.user_id),
            company: row.company_id.map(CompanyId::from_i64),
            created_at: Timestamp::from_micros(row.created_at),
            seen_at: Timestamp::from_micros(row.seen_at),
            confirmed_at: Timestamp::from_micros(row.confirmed_at),
            address: row.address,
            agent: row.agent,
        }
    }
}

impl From<Session> for Model {
    fn from(session: Session) -> Self {
        Self {
            id: session.id.as_i64(),
            cookie_hash: session.cookie_hash,
            user_id: session.user.as_i64(),
            company_id: session.company.map(CompanyId::as_i64),
            created_at: session.created_at.micros(),
            seen_at: session.seen_at.micros(),
            confirmed_at: session.confirmed_at.micros(),
            address: session.address,
            agent: session.agent,
            renew: false,
        }
    }
}
