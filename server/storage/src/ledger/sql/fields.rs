use domain::id::{AccountId, AttemptId, CampaignId, CompanyId, MessageId, UserId};
use domain::message::{Channel, Purpose, State};
use domain::money::{Currency, Money};
use domain::time::Timestamp;
use sea_orm::{QueryResult, TryGetable};

use crate::error::StorageError;
use crate::ledger::flags::Flags;
use crate::ledger::standing::Standing;

/// Reads the columns of a row one after the other.
pub(crate) struct Fields<'r> {
    row: &'r QueryResult,
    next: usize,
}

impl<'r> Fields<'r> {
    pub const fn of(row: &'r QueryResult) -> Self {
        Self { row, next: 0 }
    }

    pub fn take<T: TryGetable>(&mut self) -> Result<T, StorageError> {
        self.next += 1;
        Ok(self.row.try_get_by_index(self.next - 1)?)
    }

    pub fn id<T>(&mut self, make: impl FnOnce(i64) -> T) -> Result<T, StorageError> {
        self.take().map(make)
    }

    pub fn maybe_id<T>(&mut self, make: impl FnOnce(i64) -> T) -> Result<Option<T>, StorageError> {
        self.take::<Option<i64>>().map(|id| id.map(make))
    }

    pub fn time(&mut self) -> Result<Timestamp, StorageError> {
        self.take().map(Timestamp::from_micros)
    }

    pub fn maybe_time(&mut self) -> Result<Option<Timestamp>, StorageError> {
        self.maybe_id(Timestamp::from_micros)
    }

    pub fn coded<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(i16) -> Option<T>,
    ) -> Result<T, StorageError> {
        read(self.take()?).ok_or(StorageError::Unreadable(column))
    }

    pub fn maybe_coded<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(i16) -> Option<T>,
    ) -> Result<Option<T>, StorageError> {
        let Some(code) = self.take::<Option<i16>>()? else { return Ok(None) };
        read(code).map(Some).ok_or(StorageError::Unreadable(column))
    }

    /// An amount and the code of its currency, in two columns.
    pub fn maybe_money(&mut self) -> Result<Option<Money>, StorageError> {
        let (amount, code): (Option<i64>, Option<String>) = (self.take()?, self.take()?);
        let (Some(amount), Some(code)) = (amount, code) else { return Ok(None) };
        let currency = Currency::parse(&code).ok_or(StorageError::Unreadable("currency"))?;
        Ok(Some(Money::new(amount, currency)))
    }

    pub fn state(&mut self) -> Result<State, StorageError> {
        self.coded("state", State::from_code)
    }
}

/// The columns [`standing`] reads, in its order.
pub(super) const STANDING: &str = "m.id, company_id, campaign_id, channel, purpose, expires_at, account_id, \
    state, reason, flags, attempts, fence, attempt_id, due_at, lease_until, node, changed_at, cost, \
    cost_currency, created_by";

pub(super) fn standing(row: &QueryResult) -> Result<Standing, StorageError> {
    let mut fields = Fields::of(row);
    Ok(Standing {
        id: fields.id(MessageId::from_i64)?,
        company: fields.id(CompanyId::from_i64)?,
        campaign: fields.maybe_id(CampaignId::from_i64)?,
        channel: fields.coded("messages.channel", Channel::from_code)?,
        purpose: fields.coded("messages.purpose", Purpose::from_code)?,
        expires_at: fields.maybe_time()?,
        account: fields.maybe_id(AccountId::from_i64)?,
        state: fields.state()?,
        reason: fields.take()?,
        flags: fields.take().map(Flags::from_bits)?,
        attempts: fields.take()?,
        fence: fields.take()?,
        attempt: fields.maybe_id(AttemptId::from_i64)?,
        due_at: fields.time()?,
        lease_until: fields.maybe_time()?,
        node: fields.take()?,
        changed_at: fields.time()?,
        cost: fields.maybe_money()?,
        author: fields.maybe_id(UserId::from_i64)?,
    })
}
