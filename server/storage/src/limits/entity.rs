use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "company_limits")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub company_id: i64,
    pub sms_day: Option<i32>,
    pub sms_month: Option<i32>,
    pub whatsapp_day: Option<i32>,
    pub whatsapp_month: Option<i32>,
    pub email_day: Option<i32>,
    pub email_month: Option<i32>,
    pub recipients: Option<i32>,
    pub money_day: Option<i64>,
    pub money_currency: Option<String>,
    pub share: Option<i16>,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
