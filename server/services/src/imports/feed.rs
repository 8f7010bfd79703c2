//! The reading half of a run: a thread that reads, checks and sorts out repeated rows, a few batches
//! ahead of whoever writes them.

use std::ops::ControlFlow;

use domain::imports::{ImportPlan, RejectReason};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::contact_row::{ReadRow, read_row};
use super::reading::{ReadError, Reading, Row, read_rows};
use super::seen::Seen;
use crate::files::SealedFile;

/// Rows of one batch, and batches that may wait: the memory of a run does not grow with its list.
const BATCH: usize = 256;
const AHEAD: usize = 8;

/// What comes out of a list, in order.
pub(super) struct Feed {
    batches: mpsc::Receiver<Vec<ReadRow>>,
    reader: JoinHandle<Result<(), ReadError>>,
}

impl Feed {
    /// Begins to read. Rows up to `position` were taken in before: of them it is only noted whom they
    /// named.
    pub fn open(source: SealedFile, reading: Reading, plan: ImportPlan, position: u32) -> Self {
        let (sender, batches) = mpsc::channel(AHEAD);
        let reader = tokio::task::spawn_blocking(move || {
            let mut sorter = Sorter { plan, position, seen: Seen::default(), batch: Vec::new(), sender };
            read_rows(source, reading, &mut |row| sorter.take(row))?;
            // Whoever does not listen any more has stopped the run.
            let _ = sorter.send();
            Ok(())
        });
        Self { batches, reader }
    }

    /// The next rows; `None` at the end of the list, or where it cannot be read any further.
    pub async fn next(&mut self) -> Option<Vec<ReadRow>> {
        self.batches.recv().await
    }

    /// How the reading ended. A reader that panics has met a file made to break it.
    pub async fn ended(self) -> Result<(), ReadError> {
        drop(self.batches);
        let unreadable = || Err(domain::failure::Problem::FileUnreadable.into());
        self.reader.await.unwrap_or_else(|_| unreadable())
    }
}

struct Sorter {
    plan: ImportPlan,
    position: u32,
    seen: Seen,
    batch: Vec<ReadRow>,
    sender: mpsc::Sender<Vec<ReadRow>>,
}

impl Sorter {
    fn take(&mut self, row: &Row) -> ControlFlow<()> {
        if row.line() <= self.plan.skip_rows {
            return ControlFlow::Continue(());
        }
        let read = self.without_repeated(read_row(&self.plan, row));
        if row.line() <= self.position {
            return ControlFlow::Continue(());
        }
        self.batch.push(read);
        if self.batch.len() < BATCH { ControlFlow::Continue(()) } else { self.send() }
    }

    fn without_repeated(&mut self, mut row: ReadRow) -> ReadRow {
        if row.contact.as_ref().is_some_and(|contact| !self.seen.is_new(contact)) {
            row.refuse(RejectReason::Duplicate);
        }
        row
    }

    fn send(&mut self) -> ControlFlow<()> {
        let batch = std::mem::take(&mut self.batch);
        match self.sender.blocking_send(batch) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}
