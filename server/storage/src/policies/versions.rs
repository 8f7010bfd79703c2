use domain::accounts::PolicyKind;
use domain::id::{CompanyId, PolicyVersionId, UserId};
use domain::lang::Lang;
use domain::time::Timestamp;
use sea_orm::ExprTrait;
use sea_orm::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect};

use super::version_entity::{Column, Entity, Model};
use crate::columns::coded;

/// One version of a document, in both languages; never changed after it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyVersion {
    pub id: PolicyVersionId,
    /// `None` for the operator's own documents.
    pub company: Option<CompanyId>,
    pub kind: PolicyKind,
    pub version: i32,
    pub title: [String; 2],
    /// Markdown, Turkish first; `{{brand}}`, `{{contact}}` and `{{legal}}` stand for the operator's settings.
    pub body: [String; 2],
    pub published_at: Timestamp,
    /// `None` for the versions that came with the program.
    pub published_by: Option<UserId>,
}

impl PolicyVersion {
    pub fn title_in(&self, lang: Lang) -> &str {
        &self.title[usize::from(lang == Lang::En)]
    }

    pub fn body_in(&self, lang: Lang) -> &str {
        &self.body[usize::from(lang == Lang::En)]
    }
}

impl TryFrom<Model> for PolicyVersion {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: PolicyVersionId::from_i64(row.id),
            company: Some(row.company_id).filter(|company| *company != 0).map(CompanyId::from_i64),
            kind: coded("policy_versions.kind", PolicyKind::from_code(row.kind))?,
            version: row.version,
            title: [row.title_tr, row.title_en],
            body: [row.body_tr, row.body_en],
            published_at: Timestamp::from_micros(row.published_at),
            published_by: row.published_by.map(UserId::from_i64),
        })
    }
}

impl From<PolicyVersion> for Model {
    fn from(policy: PolicyVersion) -> Self {
        let [title_tr, title_en] = policy.title;
        let [body_tr, body_en] = policy.body;
        Self {
            id: policy.id.as_i64(),
            company_id: policy.company.map_or(0, CompanyId::as_i64),
            kind: policy.kind.code(),
            version: policy.version,
            title_tr,
            title_en,
            body_tr,
            body_en,
            published_at: policy.published_at.micros(),
            published_by: policy.published_by.map(UserId::as_i64),
        }
    }
}

pub async fn insert(db: &impl ConnectionTrait, policy: PolicyVersion) -> Result<(), DbErr> {
    Entity::insert(Model::from(policy).into_active_model()).exec_without_returning(db).await.map(drop)
}

pub async fn find(
    db: &impl ConnectionTrait,
    policy: PolicyVersionId,
) -> Result<Option<PolicyVersion>, DbErr> {
    Entity::find_by_id(policy.as_i64()).one(db).await?.map(PolicyVersion::try_from).transpose()
}

/// The latest version of a document; `company` `None` means the operator's own.
pub async fn latest(
    db: &impl ConnectionTrait,
    company: Option<CompanyId>,
    kind: PolicyKind,
) -> Result<Option<PolicyVersion>, DbErr> {
    let owner = Column::CompanyId.eq(company.map_or(0, CompanyId::as_i64));
    let query = Entity::find().filter(owner.and(Column::Kind.eq(kind.code())));
    let row = query.order_by_desc(Column::Version).limit(1).one(db).await?;
    row.map(PolicyVersion::try_from).transpose()
}

/// Every version of a document, the newest first.
pub async fn versions(
    db: &impl ConnectionTrait,
    company: Option<CompanyId>,
    kind: PolicyKind,
) -> Result<Vec<PolicyVersion>, DbErr> {
    let owner = Column::CompanyId.eq(company.map_or(0, CompanyId::as_i64));
    let query = Entity::find().filter(owner.and(Column::Kind.eq(kind.code())));
    query.order_by_desc(Column::Version).all(db).await?.into_iter().map(PolicyVersion::try_from).collect()
}

/// The latest version of each document of an owner, in the order of the kinds.
pub async fn latest_of_all(
    db: &impl ConnectionTrait,
    company: Option<CompanyId>,
) -> Result<Vec<PolicyVersion>, DbErr> {
    let mut found = Vec::new();
    for kind in PolicyKind::ALL {
        found.extend(latest(db, company, *kind).await?);
    }
    Ok(found)
}
