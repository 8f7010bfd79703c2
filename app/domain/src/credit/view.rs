use serde::{Deserialize, Serialize};

use super::{Credit, CreditDay, Forecast};
use crate::id::AccountId;
use crate::message::Channel;
use crate::provider_accounts::{AccountBalance, PriceRow};
use crate::time::{Date, Timestamp};

/// What an account charges and what is left on it; for those alone who may see money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditView {
    pub account: AccountId,
    pub name: String,
    pub channel: Channel,
    /// Whether its provider tells what is left.
    pub tells_balance: bool,
    /// As it was last told.
    pub balance: Option<AccountBalance>,
    /// Since when it could not be read again.
    pub balance_failed_since: Option<Timestamp>,
    /// Each unit that is told of.
    pub units: Vec<UnitCredit>,
    /// Unit by unit, the oldest first.
    pub prices: Vec<PriceRow>,
    /// In Türkiye.
    pub today: Date,
    /// Whether the asker may set prices and thresholds.
    pub may_change: bool,
}

/// What is known of one unit of an account's credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitCredit {
    pub left: Credit,
    /// It is warned when so much is left or less.
    pub threshold: Option<Credit>,
    pub is_low: bool,
    pub forecast: Option<Forecast>,
    /// The last 30 days as far as they have readings, oldest first.
    pub days: Vec<CreditDay>,
}
