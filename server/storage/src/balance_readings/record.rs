use domain::company::CompanyMode;
use domain::id::{AccountId, CompanyId};
use domain::money::{Currency, Money};
use domain::provider_accounts::AccountBalance;
use domain::time::Timestamp;
use sea_orm::DbErr;

use super::entity::Model;
use crate::columns::coded;

/// One reading of a balance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceReading {
    pub id: i64,
    pub company: CompanyId,
    pub account: AccountId,
    /// The company's at that moment: a stand-in's credit has nothing to do with the provider's.
    pub mode: CompanyMode,
    pub balance: AccountBalance,
}

impl TryFrom<Model> for BalanceReading {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let packages = serde_json::from_str(&row.packages)
            .map_err(|error| DbErr::Json(format!("balance_readings.packages: {error}")))?;
        let money = row.money.zip(row.currency).map(|(amount, code)| {
            let currency = coded("balance_readings.currency", Currency::parse(&code))?;
            Ok::<_, DbErr>(Money::new(amount, currency))
        });
        let at = Timestamp::from_micros(row.read_at);
        Ok(Self {
            id: row.id,
            company: CompanyId::from_i64(row.company_id),
            account: AccountId::from_i64(row.account_id),
            mode: coded("balance_readings.mode", CompanyMode::from_code(row.mode))?,
            balance: AccountBalance { money: money.transpose()?, packages, at },
        })
    }
}

impl TryFrom<BalanceReading> for Model {
    type Error = DbErr;

    fn try_from(reading: BalanceReading) -> Result<Self, DbErr> {
        let AccountBalance { money, packages, at } = reading.balance;
        Ok(Self {
            id: reading.id,
            company_id: reading.company.as_i64(),
            account_id: reading.account.as_i64(),
            mode: reading.mode.code(),
            read_at: at.micros(),
            money: money.map(Money::ten_thousandths),
            currency: money.map(|money| money.currency().code().to_owned()),
            packages: serde_json::to_string(&packages).map_err(|error| DbErr::Json(error.to_string()))?,
        })
    }
}
