use std::collections::HashSet;

use domain::id::AccountId;
use domain::message::Purpose;
use sea_orm::Value;

use super::desk::Desk;
use super::fields::Fields;
use super::lease::lease;
use super::statement::{json, rows};
use crate::error::StorageError;
use crate::ledger::sending::{AccountRoom, ClaimOrder, Claimed};
use crate::ledger::shares::fair_shares;

/// Rows looked at for each row wanted, before the rest is left to the next claim: a queue full of
/// expired messages must not hold the writer.
const LOOKS: u32 = 4;

/// Leases due messages: class by class, inside a class fairly over companies and accounts, inside an
/// account the longest due first. What has expired meanwhile is expired.
pub(super) async fn claim(
    desk: &mut Desk<'_>,
    order: ClaimOrder,
    turn: usize,
) -> Result<Vec<Claimed>, StorageError> {
    let waiting = waiting(desk, &order.accounts).await?;
    let looks = order.limit.saturating_mul(LOOKS);
    let mut hunt = Hunt { order, turn, looks, waiting, claimed: Vec::new() };
    for purpose in Purpose::ALL {
        hunt.take_class(desk, purpose.priority()).await?;
    }
    Ok(hunt.claimed)
}

/// One look into the index for each pair: PostgreSQL would turn an EXISTS into a walk over the queue.
pub(super) const WAITING: &str = "SELECT CAST(value AS BIGINT), p.priority \
    FROM {list} CROSS JOIN (SELECT 1 AS priority UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 \
        UNION ALL SELECT 5) AS p \
    WHERE (SELECT m.id FROM messages m WHERE m.state = 2 AND m.account_id = CAST(value AS BIGINT) \
        AND m.priority = p.priority AND m.due_at <= $2 ORDER BY m.due_at, m.id LIMIT 1) IS NOT NULL";

/// Which accounts have something due in which class.
async fn waiting(
    desk: &Desk<'_>,
    accounts: &[AccountRoom],
) -> Result<HashSet<(AccountId, i16)>, StorageError> {
    let ids: Vec<_> = accounts.iter().map(|account| account.account.as_i64()).collect();
    let found = rows(desk.tx, WAITING, vec![json(&ids)?, desk.now.micros().into()]).await?;
    let pairs = found.iter().map(|row| {
        let mut fields = Fields::of(row);
        let account = fields.id(AccountId::from_i64)?;
        let priority: i32 = fields.take()?;
        Ok((account, i16::try_from(priority).unwrap_or(i16::MAX)))
    });
    pairs.collect()
}

/// A claim under way; the rooms in its order shrink.
struct Hunt {
    order: ClaimOrder,
    turn: usize,
    looks: u32,
    waiting: HashSet<(AccountId, i16)>,
    claimed: Vec<Claimed>,
}

impl Hunt {
    async fn take_class(&mut self, desk: &mut Desk<'_>, priority: i16) -> Result<(), StorageError> {
        let mut open: Vec<usize> = (0..self.order.accounts.len()).collect();
        open.retain(|place| self.waiting.contains(&(self.order.accounts[*place].account, priority)));
        loop {
            let shares = self.shares(&open);
            if shares.iter().all(|share| *share == 0) {
                return Ok(());
            }
            open = self.take_round(desk, priority, open.into_iter().zip(shares)).await?;
        }
    }

    fn shares(&self, open: &[usize]) -> Vec<u32> {
        let claimed = u32::try_from(self.claimed.len()).unwrap_or(u32::MAX);
        let left = self.order.limit.saturating_sub(claimed).min(self.looks);
        let rooms: Vec<_> = open.iter().map(|place| self.order.accounts[*place]).collect();
        fair_shares(left, &rooms, |company| self.order.room_of(company), self.turn)
    }

    /// Takes everybody's share and returns the accounts that may have more.
    async fn take_round(
        &mut self,
        desk: &mut Desk<'_>,
        priority: i16,
        shares: impl Iterator<Item = (usize, u32)>,
    ) -> Result<Vec<usize>, StorageError> {
        let mut open = Vec::new();
        for (place, share) in shares {
            let is_full = share == 0 || self.take(desk, place, priority, share).await?;
            if is_full {
                open.push(place);
            }
        }
        Ok(open)
    }

    /// Takes up to `share` rows of an account, and returns whether there were that many.
    async fn take(
        &mut self,
        desk: &mut Desk<'_>,
        place: usize,
        priority: i16,
        share: u32,
    ) -> Result<bool, StorageError> {
        let account = self.order.accounts[place].account;
        let values: Vec<Value> = vec![account.as_i64().into(), priority.into(), i64::from(share).into()];
        let taken = lease(desk, &self.order, values).await?;
        self.looks -= share;
        let live = u32::try_from(taken.live.len()).unwrap_or(share);
        self.order.take(place, live);
        self.claimed.extend(taken.live);
        Ok(live + taken.expired >= share)
    }
}
