use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "platform_settings")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub brand: String,
    pub contact: String,
    pub company_id: i64,
    #[sea_orm(column_type = "Blob")]
    pub pepper: Vec<u8>,
    pub first_user_at: Option<i64>,
    pub created_at: i64,
    pub trade_name: Option<String>,
    pub mersis: Option<String>,
    pub address: Option<String>,
    pub kep: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
