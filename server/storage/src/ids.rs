//! Makes the ids of all rows in the process; layout in [`domain::id`].

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::id::ID_EPOCH_MS;
use domain::time::Timestamp;

use crate::clock::Clock;

const SEQUENCE_BITS: u32 = 12;
const NODE_BITS: u32 = 10;

/// The last node number of the ten bits.
pub const LAST_NODE: u16 = (1 << NODE_BITS) - 1;

/// Gives ever-growing ids, 4096 a millisecond, more by borrowing from the next ones.
///
/// Clones share their sequence. An id is never below one given before, even when the clock goes back.
#[derive(Debug, Clone)]
pub struct Ids {
    clock: Arc<dyn Clock>,
    node: i64,
    /// Milliseconds and sequence without the node bits, so that "plus one" carries into the time.
    last: Arc<AtomicI64>,
}

impl Ids {
    /// Ids of a node; numbers beyond [`LAST_NODE`] wrap.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, node: u16) -> Self {
        Self { clock, node: i64::from(node & LAST_NODE), last: Arc::new(AtomicI64::new(0)) }
    }

    /// Never gives an id made before `instant`, whatever the clock says; for a restart after the clock
    /// went back.
    #[must_use]
    pub fn not_before(self, instant: Timestamp) -> Self {
        self.last.fetch_max(ticks_at(instant), Ordering::SeqCst);
        self
    }

    /// The next id.
    #[must_use]
    pub fn next_id(&self) -> i64 {
        self.assemble(self.reserve(1))
    }

    /// The next `count` ids in rising order.
    pub fn next_ids(&self, count: usize) -> impl Iterator<Item = i64> + use<> {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let first = self.reserve(count);
        let ids = self.clone();
        (first..first.saturating_add(count)).map(move |ticks| ids.assemble(ticks))
    }

    /// The latest instant an id of this process carries; a later process of the node starts after it.
    #[must_use]
    pub fn latest(&self) -> Timestamp {
        Timestamp::from_millis((self.last.load(Ordering::SeqCst) >> SEQUENCE_BITS) + ID_EPOCH_MS)
    }

    /// The number of the leased node row.
    #[must_use]
    pub fn node(&self) -> u16 {
        u16::try_from(self.node).unwrap_or(LAST_NODE)
    }

    /// Reserves `count` ticks and returns the first.
    fn reserve(&self, count: i64) -> i64 {
        let now = ticks_at(self.clock.now());
        let first_of = |last: i64| now.max(last + 1);
        let mut last = self.last.load(Ordering::SeqCst);
        loop {
            let next = first_of(last).saturating_add(count - 1);
            match self.last.compare_exchange_weak(last, next, Ordering::SeqCst, Ordering::SeqCst) {
                Ok(_) => return first_of(last),
                Err(newer) => last = newer,
            }
        }
    }

    const fn assemble(&self, ticks: i64) -> i64 {
        let sequence = ticks & ((1 << SEQUENCE_BITS) - 1);
        let millis = ticks >> SEQUENCE_BITS;
        (((millis << NODE_BITS) | self.node) << SEQUENCE_BITS) | sequence
    }
}

/// The smallest id made at `instant`: the border between two days of a table ordered by id.
#[must_use]
pub const fn first_id_at(instant: Timestamp) -> i64 {
    (ticks_at(instant) >> SEQUENCE_BITS) << (NODE_BITS + SEQUENCE_BITS)
}

/// When an id was made, to the millisecond.
#[must_use]
pub const fn made_at(id: i64) -> Timestamp {
    Timestamp::from_millis((id >> (NODE_BITS + SEQUENCE_BITS)) + ID_EPOCH_MS)
}

const fn ticks_at(instant: Timestamp) -> i64 {
    let millis = instant.millis() - ID_EPOCH_MS;
    if millis < 0 { 0 } else { millis << SEQUENCE_BITS }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use super::*;
    use crate::clock::ManualClock;

    fn noon() -> Timestamp {
        Timestamp::from_seconds(1_795_000_000)
    }

    fn ids(clock: &ManualClock) -> Ids {
        Ids::new(Arc::new(clock.clone()), 5)
    }

    #[test]
    fn never_goes_below_the_last_one_when_the_clock_goes_back() {
        let clock = ManualClock::at(noon());
        let ids = ids(&clock);
        let before = ids.next_id();
        clock.set(noon() - Duration::from_secs(3_600));
        assert!(ids.next_id() > before);
    }

    #[test]
    fn gives_more_than_a_millisecond_holds_in_order() {
        let ids = ids(&ManualClock::at(noon()));
        let mut many: Vec<_> = (0..10_000).map(|_| ids.next_id()).collect();
        many.extend(ids.next_ids(10_000));
        assert!(many.is_sorted_by(|a, b| a < b));
        assert!(many.iter().all(|id| (id >> SEQUENCE_BITS) & i64::from(LAST_NODE) == 5));
    }

    #[test]
    fn two_nodes_and_two_threads_never_meet() {
        let clock = ManualClock::at(noon());
        let nodes = [Ids::new(Arc::new(clock.clone()), 1), Ids::new(Arc::new(clock), 2)];
        let threads: Vec<_> = (0..4)
            .map(|n: usize| {
                let ids = nodes[n % 2].clone();
                std::thread::spawn(move || (0..5_000).map(|_| ids.next_id()).collect::<Vec<_>>())
            })
            .collect();
        let all: Vec<_> = threads.into_iter().flat_map(|t| t.join().unwrap_or_default()).collect();
        assert_eq!(all.iter().collect::<HashSet<_>>().len(), 20_000);
    }

    #[test]
    fn an_id_tells_when_it_was_made() {
        let ids = ids(&ManualClock::at(noon()));
        let id = ids.next_id();
        assert_eq!(made_at(id), noon());
        assert!(first_id_at(noon()) <= id && id < first_id_at(noon() + Duration::from_millis(1)));
    }

    #[test]
    fn starts_after_the_instant_an_earlier_process_reached() {
        let clock = ManualClock::at(noon());
        let earlier = ids(&clock);
        let last = earlier.next_ids(9_000).last();
        let later = ids(&clock).not_before(earlier.latest() + Duration::from_millis(1));
        assert!(Some(later.next_id()) > last);
    }
}
