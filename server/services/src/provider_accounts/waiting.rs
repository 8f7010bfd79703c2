//! What waits for an account: held and let go, a piece at a time.

use domain::id::{AccountId, CompanyId, UserId};
use domain::message::HoldReason;
use storage::StorageError;
use storage::ledger::{Ledger as _, Release, Selected, Selection};

use crate::services::Services;

/// Messages of one transaction.
const PIECE: u32 = 500;

impl Services {
    /// Holds everything of an account that has not left.
    pub(crate) async fn hold_messages(
        &self,
        company: CompanyId,
        account: AccountId,
        reason: HoldReason,
        actor: Option<UserId>,
    ) -> Result<u64, StorageError> {
        let (mut of, mut held) = (all_of(company, account), 0);
        loop {
            let step = self.sql_ledger().hold(of.clone(), reason, actor).await?;
            held += step.moved;
            match step.next {
                Some(next) => of.after = Some(next),
                None => return Ok(held),
            }
        }
    }

    /// Lets go what was held because an account was paused.
    pub(super) async fn release_messages(
        &self,
        company: CompanyId,
        account: AccountId,
        actor: Option<UserId>,
    ) -> Result<u64, StorageError> {
        let how = Release { held_for: Some(HoldReason::AccountPaused), ..Release::default() };
        let (mut of, mut released) = (all_of(company, account), 0);
        loop {
            let step = self.sql_ledger().release(of.clone(), how, actor).await?;
            released += step.moved;
            match step.next {
                Some(next) => of.after = Some(next),
                None => return Ok(released),
            }
        }
    }
}

const fn all_of(company: CompanyId, account: AccountId) -> Selection {
    Selection { company, which: Selected::Account(account), after: None, limit: PIECE }
}
