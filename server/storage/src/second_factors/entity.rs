use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "second_factors")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: i64,
    #[sea_orm(column_type = "Blob")]
    pub seed: Vec<u8>,
    pub last_step: i64,
    pub begun_at: i64,
    pub confirmed_at: Option<i64>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub fresh_codes: Option<Vec<u8>>,
    pub fresh_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
