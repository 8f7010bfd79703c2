use domain::accounts::account_key;
use domain::id::{CompanyId, InvitationId, UserId};
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel, QueryOrder};

use super::StoredInvitation;
use super::entity::{Column, Entity, Model};

pub async fn insert(db: &impl ConnectionTrait, invitation: StoredInvitation) -> Result<(), DbErr> {
    Entity::insert(Model::from(invitation).into_active_model()).exec_without_returning(db).await.map(drop)
}

fn is_open(now: Timestamp) -> Condition {
    Condition::all()
        .add(Column::UsedAt.is_null())
        .add(Column::WithdrawnAt.is_null())
        .add(Column::ExpiresAt.gt(now.micros()))
}

/// The open invitation of a token, whatever its company: the token is the right to see it.
pub async fn find_by_token(
    db: &impl ConnectionTrait,
    hash: &[u8],
    now: Timestamp,
) -> Result<Option<StoredInvitation>, DbErr> {
    let its = is_open(now).add(Column::TokenHash.eq(hash));
    Entity::find().filter(its).one(db).await?.map(StoredInvitation::try_from).transpose()
}

/// The open invitations of a company, the latest first.
pub async fn open_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    now: Timestamp,
) -> Result<Vec<StoredInvitation>, DbErr> {
    let its = is_open(now).add(Column::CompanyId.eq(company.as_i64()));
    let rows = Entity::find().filter(its).order_by_desc(Column::CreatedAt).all(db).await?;
    rows.into_iter().map(StoredInvitation::try_from).collect()
}

/// Uses an invitation; `false` when somebody was faster or it is not open any more.
pub async fn mark_used(
    db: &impl ConnectionTrait,
    invitation: InvitationId,
    user: UserId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now.micros()))
        .col_expr(Column::UsedBy, Expr::value(user.as_i64()));
    let its = is_open(now).add(Column::Id.eq(invitation.as_i64()));
    Ok(update.filter(its).exec(db).await?.rows_affected == 1)
}

/// Withdraws an open invitation of a company; `false` when there is none.
pub async fn withdraw(
    db: &impl ConnectionTrait,
    company: CompanyId,
    invitation: InvitationId,
    now: Timestamp,
) -> Result<bool, DbErr> {
    let its = Column::CompanyId.eq(company.as_i64()).and(Column::Id.eq(invitation.as_i64()));
    let update = Entity::update_many().col_expr(Column::WithdrawnAt, Expr::value(now.micros()));
    Ok(update.filter(is_open(now).add(its)).exec(db).await?.rows_affected == 1)
}

/// Withdraws what is open for an address, so that a newer invitation is the only one.
pub async fn withdraw_address(
    db: &impl ConnectionTrait,
    company: CompanyId,
    email: &str,
    now: Timestamp,
) -> Result<(), DbErr> {
    let its = Column::CompanyId.eq(company.as_i64()).and(Column::EmailKey.eq(account_key(email)));
    let update = Entity::update_many().col_expr(Column::WithdrawnAt, Expr::value(now.micros()));
    update.filter(is_open(now).add(its)).exec(db).await.map(drop)
}
