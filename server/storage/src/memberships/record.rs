use domain::id::{CompanyId, MembershipId, UserId};
use domain::rights::{Rights, Role};
use domain::time::Timestamp;
use sea_orm::DbErr;

use super::entity::Model;
use crate::columns::coded;

/// One person's seat in one company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    pub id: MembershipId,
    pub user: UserId,
    pub company: CompanyId,
    pub role: Role,
    pub rights: Rights,
    pub invited_by: Option<UserId>,
    pub created_at: Timestamp,
}

impl TryFrom<Model> for Membership {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: MembershipId::from_i64(row.id),
            user: UserId::from_i64(row.user_id),
            company: CompanyId::from_i64(row.company_id),
            role: coded("memberships.role", Role::from_code(row.role))?,
            rights: Rights::from_bits(row.rights),
            invited_by: row.invited_by.map(UserId::from_i64),
            created_at: Timestamp::from_micros(row.created_at),
        })
    }
}

impl From<Membership> for Model {
    fn from(seat: Membership) -> Self {
        Self {
            id: seat.id.as_i64(),
            user_id: seat.user.as_i64(),
            company_id: seat.company.as_i64(),
            role: seat.role.code(),
            rights: seat.rights.bits(),
            invited_by: seat.invited_by.map(UserId::as_i64),
            created_at: seat.created_at.micros(),
        }
    }
}
