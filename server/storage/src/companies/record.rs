use domain::companies::SendingHours;
use domain::company::{CompanyKind, CompanyMode};
use domain::id::CompanyId;
use domain::time::Timestamp;
use sea_orm::DbErr;

use super::entity::Model;
use crate::columns::{coded, micros, time};

/// A tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    pub id: CompanyId,
    pub name: String,
    pub kind: CompanyKind,
    pub mode: CompanyMode,
    pub trade_name: Option<String>,
    pub tax_office: Option<String>,
    pub tax_number: Option<String>,
    pub mersis: Option<String>,
    /// Sealed.
    pub national_id: Option<Vec<u8>>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub kep: Option<String>,
    pub privacy_contact: Option<String>,
    pub hours: SendingHours,
    /// Whether web addresses in its SMS are shortened.
    pub short_links: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub closed_at: Option<Timestamp>,
}

impl Company {
    /// A company in test mode that has only a name.
    pub fn new(id: CompanyId, name: String, now: Timestamp) -> Self {
        Self {
            id,
            name,
            kind: CompanyKind::Merchant,
            mode: CompanyMode::Test,
            trade_name: None,
            tax_office: None,
            tax_number: None,
            mersis: None,
            national_id: None,
            address: None,
            phone: None,
            kep: None,
            privacy_contact: None,
            hours: SendingHours::default(),
            short_links: false,
            created_at: now,
            updated_at: now,
            closed_at: None,
        }
    }
}

/// The profile to be stored; `national_id` `None` keeps what is there.
#[derive(Debug, Clone)]
pub struct CompanyProfileChange {
    pub name: String,
    pub kind: CompanyKind,
    pub trade_name: Option<String>,
    pub tax_office: Option<String>,
    pub tax_number: Option<String>,
    pub mersis: Option<String>,
    pub national_id: Option<Vec<u8>>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub kep: Option<String>,
    pub privacy_contact: Option<String>,
}

impl TryFrom<Model> for Company {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: CompanyId::from_i64(row.id),
            name: row.name,
            kind: coded("companies.kind", CompanyKind::from_code(row.kind))?,
            mode: coded("companies.mode", CompanyMode::from_code(row.mode))?,
            trade_name: row.trade_name,
            tax_office: row.tax_office,
            tax_number: row.tax_number,
            mersis: row.mersis,
            national_id: row.national_id,
            address: row.address,
            phone: row.phone,
            kep: row.kep,
            privacy_contact: row.privacy_contact,
            short_links: row.short_links,
            hours: coded("companies.send_from", read_hours(row.send_from, row.send_until, row.send_days))?,
            created_at: Timestamp::from_micros(row.created_at),
            updated_at: Timestamp::from_micros(row.updated_at),
            closed_at: time(row.closed_at),
        })
    }
}

impl From<Company> for Model {
    fn from(company: Company) -> Self {
        Self {
            id: company.id.as_i64(),
            name: company.name,
            kind: company.kind.code(),
            mode: company.mode.code(),
            trade_name: company.trade_name,
            tax_office: company.tax_office,
            tax_number: company.tax_number,
            mersis: company.mersis,
            national_id: company.national_id,
            address: company.address,
            phone: company.phone,
            kep: company.kep,
            privacy_contact: company.privacy_contact,
            send_from: company.hours.from().into(),
            send_until: company.hours.until().into(),
            send_days: company.hours.days().into(),
            short_links: company.short_links,
            created_at: company.created_at.micros(),
            updated_at: company.updated_at.micros(),
            closed_at: micros(company.closed_at),
        }
    }
}

/// Sending hours from their columns.
pub(crate) fn read_hours(from: i16, until: i16, days: i16) -> Option<SendingHours> {
    SendingHours::new(u8::try_from(from).ok()?, u8::try_from(until).ok()?, u8::try_from(days).ok()?)
}
