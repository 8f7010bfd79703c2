use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub company_id: i64,
    pub sequence: i64,
    pub at: i64,
    pub actor_id: i64,
    pub via: i16,
    pub action: String,
    pub target: String,
    #[sea_orm(column_type = "Blob")]
    pub details_hash: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub previous_hash: Vec<u8>,
    #[sea_orm(column_type = "Blob")]
    pub hash: Vec<u8>,
    pub details: Option<String>,
    pub address: Option<String>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub salt: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
