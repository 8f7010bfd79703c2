use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use super::text_entity::{Column, Entity, Model};

/// The words of a document as they stood on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyText {
    pub sha256: Vec<u8>,
    pub title: String,
    /// Markdown, with the operator's name and addresses in it.
    pub body: String,
}

/// Keeps a text, unless it is kept.
pub async fn keep_text(db: &impl ConnectionTrait, text: PolicyText) -> Result<(), DbErr> {
    let PolicyText { sha256, title, body } = text;
    let keep = OnConflict::column(Column::Sha256).do_nothing().to_owned();
    let insert = Entity::insert(Model { sha256, title, body }.into_active_model()).on_conflict(keep);
    insert.exec_without_returning(db).await.map(drop)
}

pub async fn find_text(db: &impl ConnectionTrait, sha256: &[u8]) -> Result<Option<PolicyText>, DbErr> {
    let found = Entity::find_by_id(sha256.to_vec()).one(db).await?;
    Ok(found.map(|Model { sha256, title, body }| PolicyText { sha256, title, body }))
}
