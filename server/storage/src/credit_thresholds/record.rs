use domain::credit::{Credit, CreditUnit};
use domain::time::Timestamp;
use sea_orm::DbErr;

use super::entity::Model;
use crate::columns::{coded, time};

/// One unit of an account's credit that is watched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditThreshold {
    pub id: i64,
    /// It is low when so much is left or less.
    pub least: Credit,
    /// Since when it is; whoever is to know was told then.
    pub low_since: Option<Timestamp>,
}

impl CreditThreshold {
    /// Whether so much left of its unit is too little.
    #[must_use]
    pub const fn is_low(&self, left: i64) -> bool {
        left <= self.least.amount()
    }
}

impl TryFrom<Model> for CreditThreshold {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let unit: CreditUnit = coded("credit_thresholds.unit", row.unit.parse().ok())?;
        let (id, low_since) = (row.id, time(row.low_since));
        Ok(Self { id, least: Credit::new(&unit, row.least), low_since })
    }
}
