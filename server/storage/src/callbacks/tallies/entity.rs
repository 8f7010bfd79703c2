use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callback_tallies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: i64,
    pub taken: i64,
    pub taken_at: Option<i64>,
    pub refused: i64,
    pub refused_at: Option<i64>,
    pub told_at: Option<i64>,
    pub told_version: Option<i32>,
    pub told_base: Option<String>,
    pub told_refusal: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
