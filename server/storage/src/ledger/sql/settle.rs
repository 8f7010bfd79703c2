use std::collections::HashMap;

use domain::id::MessageId;
use domain::message::State;

use super::accept::accept;
use super::desk::Desk;
use super::moves::{apply, lock};
use super::statement::{json, run};
use super::wire::put_on_wire;
use crate::error::StorageError;
use crate::ledger::decide;
use crate::ledger::sending::{Exchange, Exchanged, GiveBack, Settled, Settlement};
use crate::ledger::standing::{Move, Standing};

/// Applies answers, takes messages back and records departures.
pub(super) async fn exchange(desk: &mut Desk<'_>, exchange: Exchange) -> Result<Exchanged, StorageError> {
    let settled = settle(desk, exchange.settlements).await?;
    let given_back = give_back(desk, exchange.backs).await?;
    let left = put_on_wire(desk, exchange.departures).await?;
    Ok(Exchanged { settled, given_back, left })
}

/// Applies the providers' answers, or keeps them as evidence.
pub(super) async fn settle(
    desk: &mut Desk<'_>,
    settlements: Vec<Settlement>,
) -> Result<Vec<Settled>, StorageError> {
    let taken = accept(desk, &settlements).await?;
    let unread: Vec<_> = settlements.iter().filter(|one| !taken.contains(&one.attempt)).collect();
    let mut standing = lock(desk, unread.into_iter().map(|one| one.message)).await?;
    let mut moves = Vec::new();
    let mut settled = Vec::with_capacity(settlements.len());
    for settlement in &settlements {
        if taken.contains(&settlement.attempt) {
            let (message, state) = (settlement.message, Some(State::Accepted));
            settled.push(Settled { message, state, moved: true });
            continue;
        }
        let step = standing.get(&settlement.message).map(|row| decide::settle(*row, settlement, desk.now));
        settled.push(Settled {
            message: settlement.message,
            state: step.as_ref().map(|step| step.after.state),
            moved: step.as_ref().is_some_and(Move::moves),
        });
        moves.extend(step.inspect(|step| keep(&mut standing, step)));
    }
    apply(desk, &moves).await?;
    let unfinished: Vec<_> = settlements.iter().filter(|one| !taken.contains(&one.attempt)).collect();
    finish_attempts(desk, &unfinished).await?;
    Ok(settled)
}

/// The next decision about the message starts where this one ended.
pub(super) fn keep(standing: &mut HashMap<MessageId, Standing>, step: &Move) {
    standing.insert(step.after.id, step.after);
}

pub(super) const FINISH: &str = "UPDATE message_attempts AS m SET finished_at = $2, outcome = r.outcome, \
        provider_ref = COALESCE(r.reference, m.provider_ref) \
    FROM (SELECT CAST(value ->> 0 AS BIGINT) AS attempt, CAST(value ->> 1 AS BIGINT) AS message, \
        CAST(value ->> 2 AS SMALLINT) AS outcome, value ->> 3 AS reference FROM {rows}) AS r \
    WHERE m.id = r.attempt AND m.message_id = r.message";

pub(super) async fn finish_attempts(
    desk: &Desk<'_>,
    settlements: &[&Settlement],
) -> Result<(), StorageError> {
    if settlements.is_empty() {
        return Ok(());
    }
    let ends: Vec<_> = settlements.iter().map(|one| end(one)).collect();
    let values = vec![json(&ends)?, desk.now.micros().into()];
    run(desk.tx, FINISH, values).await.map(drop)
}

fn end(settlement: &Settlement) -> (i64, i64, i16, Option<&str>) {
    let (attempt, message) = (settlement.attempt.as_i64(), settlement.message.as_i64());
    (attempt, message, settlement.answer.state().code(), settlement.provider_ref.as_deref())
}

/// Takes back what workers do not send; returns how many were still theirs.
pub(super) async fn give_back(desk: &mut Desk<'_>, backs: Vec<GiveBack>) -> Result<u64, StorageError> {
    let standing = lock(desk, backs.iter().map(|back| back.message)).await?;
    let rows = backs.iter().filter_map(|back| Some((back, *standing.get(&back.message)?)));
    let mut moves: Vec<_> = rows.filter_map(|(back, row)| decide::give_back(row, back, desk.now)).collect();
    // A message handed back twice in one batch goes back once.
    let mut seen = std::collections::HashSet::new();
    moves.retain(|step| seen.insert(step.after.id));
    apply(desk, &moves).await?;
    Ok(moves.len() as u64)
}
