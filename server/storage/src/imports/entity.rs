use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub company_id: i64,
    pub file_id: Option<i64>,
    pub file_name: String,
    pub format: i16,
    pub state: i16,
    pub problem: Option<i16>,
    pub plan: String,
    pub created_at: i64,
    pub created_by: i64,
    pub started_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub total: i32,
    pub done: i32,
    pub added: i32,
    pub updated: i32,
    pub refused: i32,
    pub partial: i32,
    pub position: i32,
    pub reasons: String,
    pub lease_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
