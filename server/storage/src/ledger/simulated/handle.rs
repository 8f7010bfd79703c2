use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::Timestamp;

use super::book::Book;
use crate::clock::Clock;
use crate::ids::Ids;
use crate::ledger::signals::Signals;

/// A ledger without a disk.
#[derive(Debug)]
pub struct SimulatedLedger {
    book: Mutex<Book>,
    pub(super) ids: Ids,
    clock: Arc<dyn Clock>,
    pub(super) signals: Signals,
    turn: AtomicUsize,
}

impl SimulatedLedger {
    #[must_use]
    pub fn new(ids: Ids, clock: Arc<dyn Clock>) -> Self {
        let (book, signals) = (Mutex::default(), Signals::default());
        Self { book, ids, clock, signals, turn: AtomicUsize::new(0) }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn next_turn(&self) -> usize {
        self.turn.fetch_add(1, Ordering::Relaxed)
    }

    /// Looks something up.
    pub(super) fn look<T>(&self, at: impl FnOnce(&Book) -> T) -> T {
        at(&self.book.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes something, and tells of it.
    pub(super) fn change<T>(&self, work: impl FnOnce(&mut Book) -> T) -> T {
        let mut book = self.book.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut book);
        let (changes, moved, queued) = book.take_changes();
        drop(book);
        self.signals.announce(changes);
        self.signals.announce_moved(&moved);
        if queued {
            self.signals.announce_queued();
        }
        result
    }
}
