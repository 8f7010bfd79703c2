use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub email: String,
    pub email_key: String,
    pub username: String,
    pub username_key: String,
    pub name: String,
    pub phone: Option<String>,
    pub password: String,
    pub password_changed_at: i64,
    pub lang: String,
    pub is_operator: bool,
    pub email_verified_at: Option<i64>,
    pub phone_verified_at: Option<i64>,
    pub created_at: i64,
    pub last_sign_in_at: Option<i64>,
    pub closed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
