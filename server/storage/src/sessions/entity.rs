use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    #[sea_orm(column_type = "Blob")]
    pub cookie_hash: Vec<u8>,
    pub user_id: i64,
    pub company_id: Option<i64>,
    pub created_at: i64,
    pub seen_at: i64,
    pub confirmed_at: i64,
    pub address: String,
    pub agent: String,
    pub renew: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
