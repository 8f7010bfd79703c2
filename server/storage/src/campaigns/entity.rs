use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaigns")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub company_id: i64,
    pub name: String,
    pub state: i16,
    pub channel: i16,
    pub audience: String,
    pub content: Option<String>,
    pub round: i32,
    pub created_at: i64,
    pub created_by: i64,
    pub scheduled_at: Option<i64>,
    pub launched_at: Option<i64>,
    pub launched_by: Option<i64>,
    pub approved_by: Option<i64>,
    pub release_at: Option<i64>,
    pub excluded: Option<String>,
    pub version: i32,
    /// Repeats whose ids are smaller were stopped.
    pub stopped_before: Option<i64>,
    pub lease_until: Option<i64>,
    pub submitted_at: Option<i64>,
    pub submitted_by: Option<i64>,
    pub sent_back_at: Option<i64>,
    pub sent_back_by: Option<i64>,
    pub sent_back_note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
