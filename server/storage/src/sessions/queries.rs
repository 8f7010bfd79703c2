use domain::id::{CompanyId, SessionId, UserId};
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};

use super::Session;
use super::entity::{Column, Entity, Model};

pub async fn insert(db: &impl ConnectionTrait, session: Session) -> Result<(), DbErr> {
    Entity::insert(Model::from(session).into_active_model()).exec_without_returning(db).await.map(drop)
}

pub async fn find_by_cookie(db: &impl ConnectionTrait, hash: &[u8]) -> Result<Option<Session>, DbErr> {
    Ok(Entity::find().filter(Column::CookieHash.eq(hash)).one(db).await?.map(Session::from))
}

/// The sessions of a person, the last seen first.
pub async fn of_user(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<Session>, DbErr> {
    let its = Entity::find().filter(Column::UserId.eq(user.as_i64())).order_by_desc(Column::SeenAt);
    Ok(its.all(db).await?.into_iter().map(Session::from).collect())
}

async fn set(
    db: &impl ConnectionTrait,
    session: SessionId,
    column: Column,
    value: Expr,
) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(column, value);
    update.filter(Column::Id.eq(session.as_i64())).exec(db).await.map(drop)
}

pub async fn touch(db: &impl ConnectionTrait, session: SessionId, now: Timestamp) -> Result<(), DbErr> {
    set(db, session, Column::SeenAt, Expr::value(now.micros())).await
}

/// Notes that the password was given again.
pub async fn confirm(db: &impl ConnectionTrait, session: SessionId, now: Timestamp) -> Result<(), DbErr> {
    set(db, session, Column::ConfirmedAt, Expr::value(now.micros())).await
}

/// Gives the session another cookie; the old one is worthless at once.
pub async fn renew(db: &impl ConnectionTrait, session: SessionId, cookie_hash: &[u8]) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::CookieHash, Expr::value(cookie_hash.to_vec()))
        .col_expr(Column::Renew, Expr::value(false));
    update.filter(Column::Id.eq(session.as_i64())).exec(db).await.map(drop)
}

/// Asks for another cookie for every session of a person in a company.
pub async fn ask_for_renewal(
    db: &impl ConnectionTrait,
    user: UserId,
    company: CompanyId,
) -> Result<(), DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    let update = Entity::update_many().col_expr(Column::Renew, Expr::value(true));
    update.filter(its).exec(db).await.map(drop)
}

/// [`renew`] where it was asked for; `false` when another request did it.
pub async fn renew_if_asked(
    db: &impl ConnectionTrait,
    session: SessionId,
    cookie_hash: &[u8],
) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::CookieHash, Expr::value(cookie_hash.to_vec()))
        .col_expr(Column::Renew, Expr::value(false));
    let asked = Column::Id.eq(session.as_i64()).and(Column::Renew.eq(true));
    Ok(update.filter(asked).exec(db).await?.rows_affected == 1)
}

pub async fn set_company(
    db: &impl ConnectionTrait,
    session: SessionId,
    company: Option<CompanyId>,
) -> Result<(), DbErr> {
    set(db, session, Column::CompanyId, Expr::value(company.map(CompanyId::as_i64))).await
}

/// Ends one session of a person; `false` when it is not theirs or has ended.
pub async fn end(db: &impl ConnectionTrait, user: UserId, session: SessionId) -> Result<bool, DbErr> {
    let its = Column::Id.eq(session.as_i64()).and(Column::UserId.eq(user.as_i64()));
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected == 1)
}

/// Ends every session of a person, `but` one when it is given. Returns how many.
pub async fn end_all_of(
    db: &impl ConnectionTrait,
    user: UserId,
    but: Option<SessionId>,
) -> Result<u64, DbErr> {
    let kept = Column::Id.ne(but.map_or(0, SessionId::as_i64));
    let its = Column::UserId.eq(user.as_i64()).and(kept);
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected)
}

/// Ends the sessions of a person that work in a company.
pub async fn end_in_company(
    db: &impl ConnectionTrait,
    user: UserId,
    company: CompanyId,
) -> Result<u64, DbErr> {
    let its = Column::UserId.eq(user.as_i64()).and(Column::CompanyId.eq(company.as_i64()));
    Ok(Entity::delete_many().filter(its).exec(db).await?.rows_affected)
}

/// Removes sessions idle since `seen_before` or begun before `created_before`.
pub async fn purge(
    db: &impl ConnectionTrait,
    seen_before: Timestamp,
    created_before: Timestamp,
) -> Result<u64, DbErr> {
    let idle = Column::SeenAt.lt(seen_before.micros());
    let old = Column::CreatedAt.lt(created_before.micros());
    Ok(Entity::delete_many().filter(idle.or(old)).exec(db).await?.rows_affected)
}
