use domain::money::Money;
use domain::provider_accounts::{PriceUnit, Prices, prices_on};
use domain::sms::{SmsRules, measure};
use domain::time::Timestamp;
use storage::account_prices;
use storage::provider_accounts::ProviderAccount;

use crate::error::ServiceError;
use crate::services::Services;

/// What messages of one account cost: an estimate.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tariff {
    price: Option<Money>,
    /// How SMS are counted, where the price is for a part.
    rules: Option<SmsRules>,
}

impl Tariff {
    pub const fn has_price(&self) -> bool {
        self.price.is_some()
    }

    /// A text as it is sent, the footer included; `None` without a price.
    pub fn of_text(&self, text: &str) -> Option<Money> {
        let price = self.price?;
        let units = self.rules.map_or(1, |rules| measure(text, &rules).parts);
        price.times(units.into()).ok()
    }

    /// Many messages of so many SMS parts together.
    pub fn of_many(&self, messages: u32, parts: u64) -> Option<Money> {
        let units = if self.rules.is_some() { i64::try_from(parts).ok()? } else { messages.into() };
        self.price?.times(units).ok()
    }
}

/// All that one account charges on a day.
#[derive(Debug, Clone)]
pub(crate) struct Tariffs {
    prices: Prices,
    rules: SmsRules,
}

impl Tariffs {
    /// Messages that are charged as this unit.
    pub fn of(&self, unit: PriceUnit) -> Tariff {
        let rules = (unit == PriceUnit::SmsPart).then_some(self.rules);
        Tariff { price: self.prices.get(&unit).copied(), rules }
    }
}

impl Services {
    /// What an account charges for a unit at the time of sending. Nothing has a price without an account.
    pub(crate) async fn tariff(
        &self,
        account: Option<&ProviderAccount>,
        unit: Option<PriceUnit>,
        at: Timestamp,
    ) -> Result<Tariff, ServiceError> {
        let (Some(account), Some(unit)) = (account, unit) else { return Ok(Tariff::default()) };
        Ok(self.tariffs(account, at).await?.of(unit))
    }

    /// All that an account charges at the time of sending.
    pub(crate) async fn tariffs(
        &self,
        account: &ProviderAccount,
        at: Timestamp,
    ) -> Result<Tariffs, ServiceError> {
        let entries = account_prices::of_account(self.db().read(), account.company, account.id).await?;
        let prices = prices_on(at.to_istanbul().date(), &entries);
        // NetGSM's way of counting where the account's own is not known.
        let rules = SmsRules::preset(&account.provider).unwrap_or(SmsRules::NETGSM);
        Ok(Tariffs { prices, rules })
    }
}
