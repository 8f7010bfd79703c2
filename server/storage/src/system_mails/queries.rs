use domain::lang::Lang;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::entity::{Column, Entity, Model};

/// A mail that waits; its parameters hold links with tokens, so they are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMail {
    pub id: i64,
    pub kind: i16,
    pub recipient: String,
    pub lang: Lang,
    pub parameters: Option<Vec<u8>>,
    pub created_at: Timestamp,
    pub taken_at: Option<Timestamp>,
}

impl From<StoredMail> for Model {
    fn from(mail: StoredMail) -> Self {
        Self {
            id: mail.id,
            kind: mail.kind,
            recipient: mail.recipient,
            lang: mail.lang.code().to_owned(),
            parameters: mail.parameters,
            created_at: mail.created_at.micros(),
            taken_at: mail.taken_at.map(Timestamp::micros),
        }
    }
}

impl From<Model> for StoredMail {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient,
            lang: Lang::parse(&row.lang).unwrap_or_default(),
            parameters: row.parameters,
            created_at: Timestamp::from_micros(row.created_at),
            taken_at: row.taken_at.map(Timestamp::from_micros),
        }
    }
}

pub async fn insert(db: &impl ConnectionTrait, mail: StoredMail) -> Result<(), DbErr> {
    Entity::insert(Model::from(mail).into_active_model()).exec_without_returning(db).await.map(drop)
}

/// The mails nobody has taken, the oldest first.
pub async fn waiting(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<StoredMail>, DbErr> {
    let query = Entity::find().filter(Column::TakenAt.is_null()).order_by_asc(Column::Id).limit(limit);
    Ok(query.all(db).await?.into_iter().map(StoredMail::from).collect())
}

/// Marks a mail as taken and forgets its parameters; `false` when another process took it.
pub async fn wipe(db: &impl ConnectionTrait, mail: i64, now: Timestamp) -> Result<bool, DbErr> {
    let update = Entity::update_many()
        .col_expr(Column::TakenAt, Expr::value(now.micros()))
        .col_expr(Column::Parameters, Expr::value(Option::<Vec<u8>>::None));
    let its = Column::Id.eq(mail).and(Column::TakenAt.is_null());
    Ok(update.filter(its).exec(db).await?.rows_affected == 1)
}
