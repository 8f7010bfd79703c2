//! What the ledger says afterwards, read beside the product from its tables.

use std::collections::{HashMap, HashSet};

use domain::id::{AttemptId, MessageId};
use domain::message::{Cause, State};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement};

use crate::Outcome;

/// The traces that messages left.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub states: HashMap<MessageId, State>,
    /// The message of every attempt, under the name the sink knows it by.
    pub attempts: HashMap<String, MessageId>,
    /// Messages that were in doubt at any time.
    pub doubted: HashSet<MessageId>,
    /// How many attempts each recovery put in doubt because their process was gone: by its time and the
    /// process's number.
    pub losses: HashMap<(i64, i16), usize>,
}

impl Trace {
    pub async fn read(db: &DatabaseConnection) -> Outcome<Self> {
        let mut trace = Self::default();
        for row in rows(db, "SELECT id, state FROM messages").await? {
            let (id, code): (i64, i16) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let state = State::from_code(code).ok_or("a state nobody knows")?;
            trace.states.insert(MessageId::from_i64(id), state);
        }
        for row in rows(db, "SELECT id, message_id FROM message_attempts").await? {
            let (id, message): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            trace.attempts.insert(AttemptId::from_i64(id).to_string(), MessageId::from_i64(message));
        }
        trace.read_doubts(db).await?;
        Ok(trace)
    }

    async fn read_doubts(&mut self, db: &DatabaseConnection) -> Outcome {
        let doubt = State::InDoubt.code();
        let sql = format!(
            "SELECT e.message_id, e.at, e.cause, a.node FROM message_events e \
             JOIN message_attempts a ON a.id = e.attempt_id WHERE e.to_state = {doubt}"
        );
        for row in rows(db, &sql).await? {
            let (message, at): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            let (cause, node): (i16, i16) = (row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            self.doubted.insert(MessageId::from_i64(message));
            if cause == Cause::ProcessGone.code() {
                *self.losses.entry((at, node)).or_default() += 1;
            }
        }
        Ok(())
    }
}

/// How many messages may still leave.
pub(super) async fn unfinished(db: &DatabaseConnection) -> Outcome<i64> {
    let open = [State::Planned, State::Queued, State::Held, State::Leased, State::OnWire];
    let codes: Vec<_> = open.iter().map(|state| state.code().to_string()).collect();
    let sql = format!("SELECT COUNT(*) FROM messages WHERE state IN ({})", codes.join(", "));
    let found = rows(db, &sql).await?;
    Ok(found.first().ok_or("a count of nothing")?.try_get_by_index(0)?)
}

async fn rows(db: &DatabaseConnection, sql: &str) -> Outcome<Vec<QueryResult>> {
    Ok(db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?)
}
