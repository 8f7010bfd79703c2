use std::collections::BTreeMap;

use domain::id::{AccountId, CompanyId};
use domain::message::Channel;
use domain::money::{Currency, Money};
use domain::provider_accounts::{AccountBalance, AccountState, LastTest, PauseReason};
use domain::time::{Date, Timestamp};
use sea_orm::DbErr;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::entity::Model;
use crate::columns::{coded, micros, time};

/// A connection of a company to a provider, as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderAccount {
    pub id: AccountId,
    pub company: CompanyId,
    /// The id of its descriptor.
    pub provider: String,
    pub channel: Channel,
    pub name: String,
    /// Plain settings by field name.
    pub settings: BTreeMap<String, Value>,
    /// Sealed values in base64, by field name.
    pub secrets: BTreeMap<String, String>,
    pub descriptor_version: u32,
    /// Grows with every change that makes a built provider stale.
    pub version: i32,
    pub pause: Option<Pause>,
    pub throttled_until: Option<Timestamp>,
    pub callback: Option<CallbackToken>,
    pub is_default: bool,
    /// The company's own pace, as messages in seconds; at most what the provider allows.
    pub rate: Option<(u32, u32)>,
    /// As it was last told.
    pub balance: Option<AccountBalance>,
    /// Since when it could not be read again.
    pub balance_failed_since: Option<Timestamp>,
    /// When something of it is used up, as was estimated then.
    pub credit_until: Option<Date>,
    /// When it was last let go after a pause.
    pub resumed_at: Option<Timestamp>,
    pub sender_names: Vec<String>,
    pub last_test: Option<LastTest>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub removed_at: Option<Timestamp>,
}

/// Why an account does not send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    pub reason: PauseReason,
    pub at: Timestamp,
    /// The provider's code and words; empty when a person paused it.
    pub code: String,
    pub text: String,
}

/// The secret of an account's callback address: what it is found by, and what it is shown by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackToken {
    pub hash: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// What a person changes.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountChange {
    pub name: String,
    pub settings: BTreeMap<String, Value>,
    pub secrets: BTreeMap<String, String>,
    pub descriptor_version: u32,
}

impl ProviderAccount {
    pub const fn state(&self) -> AccountState {
        if self.pause.is_some() { AccountState::Paused } else { AccountState::Active }
    }
}

impl TryFrom<Model> for ProviderAccount {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let (pause, rate, balance, callback) =
            (pause_of(&row)?, rate_of(&row), balance_of(&row)?, callback_of(&row));
        Ok(Self {
            id: AccountId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            provider: row.provider,
            channel: coded("provider_accounts.channel", Channel::from_code(row.channel))?,
            name: row.name,
            settings: from_json("provider_accounts.settings", &row.settings)?,
            secrets: from_json("provider_accounts.secrets", &row.secrets)?,
            descriptor_version: row.descriptor_version.unsigned_abs(),
            version: row.version,
            pause,
            throttled_until: time(row.throttled_until),
            callback,
            is_default: row.is_default,
            rate,
            balance,
            balance_failed_since: time(row.balance_failed_since),
            credit_until: row.credit_until.map(Date::from_epoch_days),
            resumed_at: time(row.resumed_at),
            sender_names: from_json("provider_accounts.sender_names", &row.sender_names)?,
            last_test: row
                .last_test
                .map(|json| from_json("provider_accounts.last_test", &json))
                .transpose()?,
            created_at: Timestamp::from_micros(row.created_at),
            updated_at: Timestamp::from_micros(row.updated_at),
            removed_at: time(row.removed_at),
        })
    }
}

impl TryFrom<ProviderAccount> for Model {
    type Error = DbErr;

    fn try_from(account: ProviderAccount) -> Result<Self, DbErr> {
        let state = account.state().code();
        let money = account.balance.as_ref().and_then(|balance| balance.money);
        let (pause_reason, paused_at) =
            account.pause.as_ref().map(|pause| (pause.reason.code(), pause.at.micros())).unzip();
        let (pause_code, pause_text) = account.pause.map(|pause| (pause.code, pause.text)).unzip();
        let (callback_hash, callback_token) =
            account.callback.map(|token| (token.hash, token.sealed)).unzip();
        let (rate_count, rate_seconds) =
            account.rate.map(|(count, per)| (to_i32(count), to_i32(per))).unzip();
        Ok(Self {
            id: account.id.as_i64(),
            company_id: account.company.as_i64(),
            provider: account.provider,
            channel: account.channel.code(),
            name: account.name,
            settings: to_json(&account.settings)?,
            secrets: to_json(&account.secrets)?,
            descriptor_version: to_i32(account.descriptor_version),
            version: account.version,
            state,
            pause_reason,
            paused_at,
            pause_code,
            pause_text,
            throttled_until: micros(account.throttled_until),
            callback_hash,
            callback_token,
            is_default: account.is_default,
            rate_count,
            rate_seconds,
            balance: money.map(Money::ten_thousandths),
            balance_currency: money.map(|money| money.currency().code().to_owned()),
            balance_at: account.balance.as_ref().map(|balance| balance.at.micros()),
            packages: account.balance.as_ref().map(|balance| to_json(&balance.packages)).transpose()?,
            balance_failed_since: micros(account.balance_failed_since),
            credit_until: account.credit_until.map(Date::epoch_days),
            resumed_at: micros(account.resumed_at),
            sender_names: to_json(&account.sender_names)?,
            last_test: account.last_test.as_ref().map(to_json).transpose()?,
            last_inspection: None,
            created_at: account.created_at.micros(),
            updated_at: account.updated_at.micros(),
            removed_at: micros(account.removed_at),
        })
    }
}

fn pause_of(row: &Model) -> Result<Option<Pause>, DbErr> {
    if row.state != AccountState::Paused.code() {
        return Ok(None);
    }
    let reason = row.pause_reason.and_then(PauseReason::from_code);
    Ok(Some(Pause {
        reason: coded("provider_accounts.pause_reason", reason)?,
        at: Timestamp::from_micros(row.paused_at.unwrap_or(row.updated_at)),
        code: row.pause_code.clone().unwrap_or_default(),
        text: row.pause_text.clone().unwrap_or_default(),
    }))
}

fn rate_of(row: &Model) -> Option<(u32, u32)> {
    Some((u32::try_from(row.rate_count?).ok()?, u32::try_from(row.rate_seconds?).ok()?))
}

fn balance_of(row: &Model) -> Result<Option<AccountBalance>, DbErr> {
    let Some(at) = time(row.balance_at) else { return Ok(None) };
    let currency = row.balance_currency.as_deref().and_then(Currency::parse);
    let money = row.balance.zip(currency).map(|(amount, currency)| Money::new(amount, currency));
    let packages = row.packages.as_deref().map(|json| from_json("provider_accounts.packages", json));
    Ok(Some(AccountBalance { money, packages: packages.transpose()?.unwrap_or_default(), at }))
}

fn callback_of(row: &Model) -> Option<CallbackToken> {
    Some(CallbackToken { hash: row.callback_hash.clone()?, sealed: row.callback_token.clone()? })
}

pub(super) fn to_i32(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}

pub(super) fn from_json<T: DeserializeOwned>(column: &str, json: &str) -> Result<T, DbErr> {
    serde_json::from_str(json).map_err(|error| DbErr::Json(format!("{column}: {error}")))
}
