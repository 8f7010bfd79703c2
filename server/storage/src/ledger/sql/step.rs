use domain::message::{Cause, State};

use super::desk::Desk;
use super::statement::{json, run};
use crate::error::StorageError;

const STEP: &str = "INSERT INTO message_events \
        (message_id, id, at, from_state, to_state, cause, flags, attempt_id) \
    SELECT CAST(value ->> 0 AS BIGINT), $2, $3, $4, $5, $6, 0, CAST(value ->> 1 AS BIGINT) FROM {rows}";

/// Writes the same row of history for many messages, each with its attempt if it has one.
pub(super) async fn note_step(
    desk: &Desk<'_>,
    messages: &[(i64, Option<i64>)],
    (from, to): (State, State),
    cause: Cause,
) -> Result<(), StorageError> {
    if messages.is_empty() {
        return Ok(());
    }
    let act = desk.ids.next_id();
    let codes = [from.code().into(), to.code().into(), cause.code().into()];
    let mut values = vec![json(messages)?, act.into(), desk.now.micros().into()];
    values.extend(codes);
    run(desk.tx, STEP, values).await.map(drop)
}
