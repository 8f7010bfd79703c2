use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_events")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub user_id: i64,
    pub company_id: Option<i64>,
    pub policy_version_id: i64,
    pub act: i16,
    pub at: i64,
    pub address: String,
    pub agent: String,
    pub lang: String,
    pub via: i16,
    #[sea_orm(column_type = "Blob")]
    pub text_sha256: Vec<u8>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
