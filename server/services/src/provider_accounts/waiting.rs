//! What waits for an account: held, let go and handed on, a piece at a time.

use domain::id::{AccountId, CompanyId, UserId};
use domain::message::{Channel, HoldReason};
use storage::StorageError;
use storage::ledger::{Ledger as _, Release, Selected, Selection, Step};

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
        let of = selection(company, Selected::Account(account));
        in_pieces(of, |piece| self.sql_ledger().hold(piece, reason, actor)).await
    }

    /// Lets go what was held because an account was paused.
    pub(crate) async fn release_paused(
        &self,
        company: CompanyId,
        account: AccountId,
        actor: Option<UserId>,
    ) -> Result<u64, StorageError> {
        let how = Release { held_for: Some(HoldReason::AccountPaused), ..Release::default() };
        let of = selection(company, Selected::Account(account));
        in_pieces(of, |piece| self.sql_ledger().release(piece, how, actor)).await
    }

    /// Lets everything that is held for want of an account of a channel go out through this one.
    pub(crate) async fn release_without_account(
        &self,
        company: CompanyId,
        channel: Channel,
        account: AccountId,
        actor: Option<UserId>,
    ) -> Result<u64, StorageError> {
        let of = selection(company, Selected::WithoutAccount(channel));
        in_pieces(of, |piece| self.sql_ledger().release(piece, through(account), actor)).await
    }

    /// Leaves what waits for an account that is gone to its successor; without one it is held until there
    /// is another.
    pub(crate) async fn hand_on(
        &self,
        company: CompanyId,
        account: AccountId,
        successor: Option<AccountId>,
        actor: Option<UserId>,
    ) -> Result<(), StorageError> {
        self.hold_messages(company, account, HoldReason::NoAccount, actor).await?;
        let of = selection(company, Selected::Account(account));
        let (from, to) = (HoldReason::AccountPaused, HoldReason::NoAccount);
        in_pieces(of.clone(), |piece| self.sql_ledger().hold_instead(piece, from, to, actor)).await?;
        if let Some(successor) = successor {
            in_pieces(of, |piece| self.sql_ledger().release(piece, through(successor), actor)).await?;
        }
        Ok(())
    }
}

const fn through(account: AccountId) -> Release {
    Release { held_for: Some(HoldReason::NoAccount), account: Some(account), due_at: None }
}

const fn selection(company: CompanyId, which: Selected) -> Selection {
    Selection { company, which, after: None, limit: PIECE }
}

/// Does one thing to all of a selection; answers how many messages moved.
async fn in_pieces<Work>(mut of: Selection, verb: impl Fn(Selection) -> Work) -> Result<u64, StorageError>
where
    Work: Future<Output = Result<Step, StorageError>>,
{
    let mut moved = 0;
    loop {
        let step = verb(of.clone()).await?;
        moved += step.moved;
        match step.next {
            Some(next) => of.after = Some(next),
            None => return Ok(moved),
        }
    }
}
