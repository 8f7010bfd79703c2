use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub company_id: i64,
    pub provider: String,
    pub channel: i16,
    pub name: String,
    pub settings: String,
    pub secrets: String,
    pub descriptor_version: i32,
    pub version: i32,
    pub state: i16,
    pub pause_reason: Option<i16>,
    pub paused_at: Option<i64>,
    pub pause_code: Option<String>,
    pub pause_text: Option<String>,
    pub throttled_until: Option<i64>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub callback_hash: Option<Vec<u8>>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub callback_token: Option<Vec<u8>>,
    pub is_default: bool,
    pub rate_count: Option<i32>,
    pub rate_seconds: Option<i32>,
    pub balance: Option<i64>,
    pub balance_currency: Option<String>,
    pub balance_at: Option<i64>,
    pub packages: Option<String>,
    pub balance_failed_since: Option<i64>,
    pub credit_until: Option<i32>,
    pub resumed_at: Option<i64>,
    pub sender_names: String,
    pub last_test: Option<String>,
    pub last_inspection: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub removed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
