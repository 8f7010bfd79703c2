use domain::accounts::{Login, account_key};
use domain::id::UserId;
use domain::lang::Lang;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QuerySelect};

use super::User;
use super::entity::{Column, Entity, Model};

/// The account of an id, closed ones included.
pub async fn find(db: &impl ConnectionTrait, user: UserId) -> Result<Option<User>, DbErr> {
    Ok(Entity::find_by_id(user.as_i64()).one(db).await?.map(User::from))
}

/// The account that a username or an e-mail address opens.
pub async fn find_by_login(db: &impl ConnectionTrait, login: &Login) -> Result<Option<User>, DbErr> {
    let column = if login.is_email() { Column::EmailKey } else { Column::UsernameKey };
    Ok(Entity::find().filter(column.eq(login.key())).one(db).await?.map(User::from))
}

/// Whether somebody has signed up already.
pub async fn any_exists(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    let first = Entity::find().select_only().column(Column::Id).limit(1).into_tuple::<i64>().one(db).await?;
    Ok(first.is_some())
}

pub async fn email_is_taken(db: &impl ConnectionTrait, email: &str) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::EmailKey.eq(account_key(email))).count(db).await? > 0)
}

pub async fn username_is_taken(db: &impl ConnectionTrait, username: &str) -> Result<bool, DbErr> {
    Ok(Entity::find().filter(Column::UsernameKey.eq(account_key(username))).count(db).await? > 0)
}

pub async fn insert(db: &impl ConnectionTrait, user: User) -> Result<(), DbErr> {
    Entity::insert(Model::from(user).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// Stores another hash; `changed` only when the person chose another password.
pub async fn set_password(
    db: &impl ConnectionTrait,
    user: UserId,
    hash: &str,
    changed: Option<Timestamp>,
) -> Result<(), DbErr> {
    let mut update = Entity::update_many().col_expr(Column::Password, Expr::value(hash));
    if let Some(at) = changed {
        update = update.col_expr(Column::PasswordChangedAt, Expr::value(at.micros()));
    }
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Stores another phone, which is unproven; `None` takes it away.
pub async fn set_phone(db: &impl ConnectionTrait, user: UserId, phone: Option<&str>) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Phone, Expr::value(phone))
        .col_expr(Column::PhoneVerifiedAt, Expr::value(None::<i64>));
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Marks the phone as proven; `false` when it is another one by now.
pub async fn verify_phone(
    db: &impl ConnectionTrait,
    user: UserId,
    phone: &str,
    at: Timestamp,
) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::PhoneVerifiedAt, Expr::value(at.micros()));
    let its = Column::Id.eq(user.as_i64()).and(Column::Phone.eq(phone));
    Ok(update.filter(its).exec(db).await?.rows_affected == 1)
}

/// Stores name, username and language.
///
/// # Errors
/// A duplicate when somebody else has the username.
pub async fn set_profile(
    db: &impl ConnectionTrait,
    user: UserId,
    name: &str,
    username: &str,
    lang: Lang,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .col_expr(Column::Username, Expr::value(username))
        .col_expr(Column::UsernameKey, Expr::value(account_key(username)))
        .col_expr(Column::Lang, Expr::value(lang.code()));
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Stores another e-mail address, proven at a moment.
///
/// # Errors
/// A duplicate when somebody else has it.
pub async fn set_email(
    db: &impl ConnectionTrait,
    user: UserId,
    email: &str,
    proven: Timestamp,
) -> Result<(), DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::Email, Expr::value(email))
        .col_expr(Column::EmailKey, Expr::value(account_key(email)))
        .col_expr(Column::EmailVerifiedAt, Expr::value(proven.micros()));
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Stores the language of a person's pages and mails.
pub async fn set_lang(db: &impl ConnectionTrait, user: UserId, lang: Lang) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::Lang, Expr::value(lang.code()));
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

pub async fn touch_sign_in(db: &impl ConnectionTrait, user: UserId, at: Timestamp) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::LastSignInAt, Expr::value(at.micros()));
    update.filter(Column::Id.eq(user.as_i64())).exec(db).await.map(drop)
}

/// Marks the address as proven, unless it already is.
pub async fn verify_email(db: &impl ConnectionTrait, user: UserId, at: Timestamp) -> Result<(), DbErr> {
    let update = Entity::update_many().col_expr(Column::EmailVerifiedAt, Expr::value(at.micros()));
    let fresh = Column::Id.eq(user.as_i64()).and(Column::EmailVerifiedAt.is_null());
    update.filter(fresh).exec(db).await.map(drop)
}
