use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::handle::{Haste, SqlLedger};
use super::plan;
use crate::error::StorageError;
use crate::ledger::planning::{NewMessage, Planned};

/// From this size on a batch is worth a transaction of its own.
const LARGE: usize = 200;

/// Most messages planned together.
const MOST: usize = 500;

/// Small batches of many callers that wait to be written together: one message costs as many
/// statements as a hundred do.
#[derive(Debug, Clone, Default)]
pub(super) struct Gathering(Arc<Mutex<Queue>>);

#[derive(Debug, Default)]
struct Queue {
    waiting: Vec<Waiting>,
    is_draining: bool,
}

#[derive(Debug)]
struct Waiting {
    batch: Vec<NewMessage>,
    reply: oneshot::Sender<Result<Vec<Planned>, StorageError>>,
}

impl Gathering {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a batch and says whether nobody is writing yet.
    fn add(&self, waiting: Waiting) -> bool {
        let mut queue = self.queue();
        queue.waiting.push(waiting);
        !std::mem::replace(&mut queue.is_draining, true)
    }

    /// The next group; when there is none, the writing ends under the same lock.
    fn take(&self) -> Vec<Waiting> {
        let mut queue = self.queue();
        let mut room = MOST;
        let fits = |one: &&Waiting| {
            let before = room;
            room = room.saturating_sub(one.batch.len());
            before > 0
        };
        let count = queue.waiting.iter().take_while(fits).count();
        queue.is_draining = count > 0;
        queue.waiting.drain(..count).collect()
    }
}

/// When the writing task dies, those that wait learn of it and the next one starts anew.
struct Draining(Gathering);

impl Drop for Draining {
    fn drop(&mut self) {
        let mut queue = self.0.queue();
        if queue.is_draining {
            *queue = Queue::default();
        }
    }
}

/// Plans a batch, together with those of others when it is small.
pub(super) async fn plan_together(
    ledger: &SqlLedger,
    batch: Vec<NewMessage>,
) -> Result<Vec<Planned>, StorageError> {
    // Refused before it joins others, so that one caller's mistake is not everybody's.
    plan::check(&batch)?;
    if batch.len() >= LARGE {
        let answers =
            ledger.write(Haste::Ordinary, move |desk| Box::pin(plan::plan(desk, vec![batch]))).await?;
        return plan::only(answers);
    }
    let (reply, answer) = oneshot::channel();
    if ledger.gathering().add(Waiting { batch, reply }) {
        tokio::spawn(drain(ledger.clone()));
    }
    answer.await.unwrap_or(Err(StorageError::Closed))
}

async fn drain(ledger: SqlLedger) {
    let draining = Draining(ledger.gathering().clone());
    loop {
        let group = draining.0.take();
        if group.is_empty() {
            return;
        }
        write_group(&ledger, group).await;
    }
}

async fn write_group(ledger: &SqlLedger, group: Vec<Waiting>) {
    let (batches, replies): (Vec<_>, Vec<_>) = group.into_iter().map(|one| (one.batch, one.reply)).unzip();
    let planned = ledger.write(Haste::Ordinary, move |desk| Box::pin(plan::plan(desk, batches))).await;
    let mut answers = planned.map(Vec::into_iter);
    for reply in replies {
        let own = answers
            .as_mut()
            .map_err(|error| error.clone())
            .and_then(|rest| plan::only(rest.by_ref().take(1)));
        // A caller that no longer waits is no error.
        let _ = reply.send(own);
    }
}
