use domain::id::MessageId;
use domain::message::{Cause, HoldReason};
use domain::time::Timestamp;
use sea_orm::Value;

use super::desk::Desk;
use super::fields::Fields;
use super::handle::{Haste, SqlLedger};
use super::moves::{apply, lock};
use super::statement::rows;
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::standing::{Move, Note, Standing};
use crate::ledger::stopping::{Release, Step};

/// Walks through all messages once, in the order of their ids.
const UNFINISHED: &str = "SELECT id FROM messages WHERE id > $1 AND (state IN (1, 2, 4, 5) \
    OR (state = 3 AND (reason IS NULL OR reason NOT IN ($3, $4)))) ORDER BY id LIMIT $2";

const HELD: &str = "SELECT id FROM messages WHERE id > $1 AND state = 3 AND reason = $3 ORDER BY id LIMIT $2";

impl SqlLedger {
    /// After a restore: holds what had not left, for a person to release, and doubts what was on the wire.
    /// One piece; begin without `after`, go on with [`Step::next`].
    ///
    /// # Errors
    /// Storage.
    pub async fn hold_restored(&self, after: Option<MessageId>, limit: u32) -> Result<Step, StorageError> {
        let reasons = [HoldReason::Restored, HoldReason::Approval].map(|reason| reason.code().into());
        let mut values = vec![after.map_or(0, MessageId::as_i64).into(), i64::from(limit).into()];
        values.extend(reasons);
        self.move_found(UNFINISHED, values, decide::restored).await
    }

    /// Puts what a restore held into the queue, of all companies; what has no account stays. As
    /// [`hold_restored`](Self::hold_restored).
    ///
    /// # Errors
    /// Storage.
    pub async fn release_restored(&self, after: Option<MessageId>, limit: u32) -> Result<Step, StorageError> {
        let restored = HoldReason::Restored.code().into();
        let values = vec![after.map_or(0, MessageId::as_i64).into(), i64::from(limit).into(), restored];
        self.move_found(HELD, values, |row, now| {
            let how = Release { held_for: Some(HoldReason::Restored), ..Release::default() };
            decide::release(row, &how, Note::new(Cause::Released, now))
        })
        .await
    }

    async fn move_found(
        &self,
        sql: &str,
        values: Vec<Value>,
        decide: fn(Standing, Timestamp) -> Option<Move>,
    ) -> Result<Step, StorageError> {
        let found = rows(self.reader(), sql, values).await?;
        let ids: Vec<_> =
            found.iter().map(|row| Fields::of(row).id(MessageId::from_i64)).collect::<Result<_, _>>()?;
        let next = ids.last().copied();
        let moved = self.write(Haste::Ordinary, move |desk| Box::pin(move_all(desk, ids, decide))).await?;
        Ok(Step { moved, next })
    }
}

async fn move_all(
    desk: &mut Desk<'_>,
    ids: Vec<MessageId>,
    decide: fn(Standing, Timestamp) -> Option<Move>,
) -> Result<u64, StorageError> {
    let now = desk.now;
    let standing = lock(desk, ids).await?;
    let mut moves: Vec<_> = standing.into_values().filter_map(|row| decide(row, now)).collect();
    moves.sort_by_key(|step| step.after.id);
    apply(desk, &moves).await?;
    Ok(moves.len() as u64)
}
