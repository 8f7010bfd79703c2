use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "companies")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i64,
    pub name: String,
    pub kind: i16,
    pub mode: i16,
    pub trade_name: Option<String>,
    pub tax_office: Option<String>,
    pub tax_number: Option<String>,
    pub mersis: Option<String>,
    #[sea_orm(column_type = "Blob", nullable)]
    pub national_id: Option<Vec<u8>>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub kep: Option<String>,
    pub privacy_contact: Option<String>,
    pub send_from: i16,
    pub send_until: i16,
    pub send_days: i16,
    pub short_links: bool,
    pub created_at: i64,
    pub updated_at: i64,
    pub closed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
