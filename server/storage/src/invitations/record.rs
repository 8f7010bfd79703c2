use domain::accounts::account_key;
use domain::id::{CompanyId, InvitationId, UserId};
use domain::lang::Lang;
use domain::rights::Role;
use domain::time::Timestamp;
use sea_orm::DbErr;

use super::entity::Model;
use crate::columns::{coded, micros, time};

/// An invitation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredInvitation {
    pub id: InvitationId,
    pub company: CompanyId,
    /// SHA-256 of the token in the mail.
    pub token_hash: Vec<u8>,
    pub email: String,
    pub role: Role,
    pub invited_by: UserId,
    pub lang: Lang,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub used_by: Option<UserId>,
    pub withdrawn_at: Option<Timestamp>,
}

impl TryFrom<Model> for StoredInvitation {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: InvitationId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            token_hash: row.token_hash,
            email: row.email,
            role: coded("invitations.role", Role::from_code(row.role))?,
            invited_by: UserId::from_i64(row.invited_by),
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            created_at: Timestamp::from_micros(row.created_at),
            expires_at: Timestamp::from_micros(row.expires_at),
            used_at: time(row.used_at),
            used_by: row.used_by.map(UserId::from_i64),
            withdrawn_at: time(row.withdrawn_at),
        })
    }
}

impl From<StoredInvitation> for Model {
    fn from(invitation: StoredInvitation) -> Self {
        Self {
            id: invitation.id.as_i64(),
            company_id: invitation.company.as_i64(),
            token_hash: invitation.token_hash,
            email_key: account_key(&invitation.email),
            email: invitation.email,
            role: invitation.role.code(),
            invited_by: invitation.invited_by.as_i64(),
            lang: invitation.lang.code().to_owned(),
            created_at: invitation.created_at.micros(),
            expires_at: invitation.expires_at.micros(),
            used_at: micros(invitation.used_at),
            used_by: invitation.used_by.map(UserId::as_i64),
            withdrawn_at: micros(invitation.withdrawn_at),
        }
    }
}
