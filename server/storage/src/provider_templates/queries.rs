use domain::id::{AccountId, CompanyId};
use domain::time::Timestamp;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ExprTrait, IntoActiveModel, QueryOrder};

use super::entity::{Column, Entity, Model};

/// A template kept at a provider, as last read from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTemplate {
    pub id: i64,
    pub company: CompanyId,
    pub account: AccountId,
    pub provider_ref: String,
    pub name: String,
    pub language: String,
    pub category: String,
    pub status: String,
    pub quality: String,
    /// JSON: header, body, variables, footer, buttons.
    pub shape: String,
    pub synced_at: Timestamp,
}

/// Replaces an account's templates by what the provider listed; those it no longer has are removed.
pub async fn replace(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    templates: Vec<StoredTemplate>,
    now: Timestamp,
) -> Result<(), DbErr> {
    for template in templates {
        upsert(db, template).await?;
    }
    let gone = its(company, account).and(Column::SyncedAt.lt(now.micros()));
    Entity::delete_many().filter(gone).exec(db).await.map(drop)
}

/// An account's templates by name and language.
pub async fn of_account(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
) -> Result<Vec<StoredTemplate>, DbErr> {
    let query = Entity::find().filter(its(company, account));
    let rows = query.order_by_asc(Column::Name).order_by_asc(Column::Language).all(db).await?;
    Ok(rows.into_iter().map(StoredTemplate::from).collect())
}

/// Notes a template's new status, as the provider pushed it.
pub async fn set_status(
    db: &impl ConnectionTrait,
    company: CompanyId,
    account: AccountId,
    provider_ref: &str,
    status: &str,
) -> Result<bool, DbErr> {
    let update = Entity::update_many().col_expr(Column::Status, Expr::value(status));
    let one = its(company, account).and(Column::ProviderRef.eq(provider_ref));
    Ok(update.filter(one).exec(db).await?.rows_affected == 1)
}

async fn upsert(db: &impl ConnectionTrait, template: StoredTemplate) -> Result<(), DbErr> {
    let replaced = [
        Column::ProviderRef,
        Column::Category,
        Column::Status,
        Column::Quality,
        Column::Shape,
        Column::SyncedAt,
    ];
    let once = [Column::AccountId, Column::Name, Column::Language];
    let conflict = OnConflict::columns(once).update_columns(replaced).to_owned();
    let row = Model::from(template).into_active_model();
    Entity::insert(row).on_conflict(conflict).exec_without_returning(db).await.map(drop)
}

fn its(company: CompanyId, account: AccountId) -> Expr {
    Column::AccountId.eq(account.as_i64()).and(Column::CompanyId.eq(company.as_i64()))
}

impl From<Model> for StoredTemplate {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            company: CompanyId::from_i64(row.company_id),
            account: AccountId::from_i64(row.account_id),
            provider_ref: row.provider_ref,
            name: row.name,
            language: row.language,
            category: row.category,
            status: row.status,
            quality: row.quality,
            shape: row.shape,
            synced_at: Timestamp::from_micros(row.synced_at),
        }
    }
}

impl From<StoredTemplate> for Model {
    fn from(template: StoredTemplate) -> Self {
        Self {
            id: template.id,
            company_id: template.company.as_i64(),
            account_id: template.account.as_i64(),
            provider_ref: template.provider_ref,
            name: template.name,
            language: template.language,
            category: template.category,
            status: template.status,
            quality: template.quality,
            shape: template.shape,
            synced_at: template.synced_at.micros(),
        }
    }
}
