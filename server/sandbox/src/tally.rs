//! A multiset of message references: what arrived, how often and when.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::memory::Memory;
use crate::sync::locked;

const SHARDS: usize = 32;

/// Counts references from many connections at once; the proof of "nothing lost, nothing twice".
pub struct Tally {
    /// Whether references are remembered, or arrivals only counted.
    remembers: bool,
    started: Instant,
    shards: [Mutex<HashMap<Box<str>, Entry>>; SHARDS],
    total: AtomicU64,
    repeats: AtomicU64,
}

#[derive(Clone, Copy)]
struct Entry {
    count: u32,
    /// Nanoseconds after `started`: half the size of two instants.
    first: u64,
    last: u64,
}

/// When a reference came, on the monotonic clock, and how often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// 1 unless it was repeated.
    pub count: u32,
    /// The first moment given with its first arrival (at the mail sink: its MAIL FROM).
    pub first: Instant,
    /// The moment of its last arrival (at the mail sink: its last 250).
    pub last: Instant,
}

impl Default for Tally {
    fn default() -> Self {
        Self::new(Memory::All)
    }
}

impl Tally {
    /// One that remembers every reference, or with a short memory none: then nothing counts as repeated.
    pub fn new(memory: Memory) -> Self {
        Self {
            remembers: memory == Memory::All,
            started: Instant::now(),
            shards: std::array::from_fn(|_| Mutex::default()),
            total: AtomicU64::new(0),
            repeats: AtomicU64::new(0),
        }
    }

    /// Counts one arrival that began at `first` and ended at `last`.
    pub fn add(&self, reference: &str, first: Instant, last: Instant) {
        self.total.fetch_add(1, Ordering::Relaxed);
        if !self.remembers {
            return;
        }
        let (first, last) = (self.nanos(first), self.nanos(last));
        let mut shard = locked(self.shard(reference));
        if let Some(entry) = shard.get_mut(reference) {
            entry.count += 1;
            entry.last = last;
            self.repeats.fetch_add(1, Ordering::Relaxed);
            return;
        }
        shard.insert(reference.into(), Entry { count: 1, first, last });
    }

    /// All arrivals, repeats included.
    pub fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }

    /// Arrivals beyond the first of each reference.
    pub fn repeats(&self) -> u64 {
        self.repeats.load(Ordering::Relaxed)
    }

    /// How often one reference came.
    pub fn count(&self, reference: &str) -> u32 {
        locked(self.shard(reference)).get(reference).map_or(0, |entry| entry.count)
    }

    /// When one reference came, or `None` if it never did.
    pub fn arrival(&self, reference: &str) -> Option<Arrival> {
        let entry = *locked(self.shard(reference)).get(reference)?;
        Some(Arrival { count: entry.count, first: self.instant(entry.first), last: self.instant(entry.last) })
    }

    /// Every reference with its count.
    pub fn counts(&self) -> HashMap<String, u32> {
        let mut counts = HashMap::new();
        for shard in &self.shards {
            counts.extend(locked(shard).iter().map(|(key, entry)| (key.to_string(), entry.count)));
        }
        counts
    }

    /// Only the references that came more than once.
    pub fn repeated(&self) -> HashMap<String, u32> {
        let mut counts = HashMap::new();
        for shard in &self.shards {
            let shard = locked(shard);
            let repeated = shard.iter().filter(|(_, entry)| entry.count > 1);
            counts.extend(repeated.map(|(key, entry)| (key.to_string(), entry.count)));
        }
        counts
    }

    /// Forgets everything.
    pub fn clear(&self) {
        for shard in &self.shards {
            locked(shard).clear();
        }
        self.total.store(0, Ordering::Relaxed);
        self.repeats.store(0, Ordering::Relaxed);
    }

    fn shard(&self, reference: &str) -> &Mutex<HashMap<Box<str>, Entry>> {
        // FNV-1a: spreading over shards needs no more.
        let hash = reference.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        &self.shards[(hash >> 32) as usize % SHARDS]
    }

    fn nanos(&self, at: Instant) -> u64 {
        at.saturating_duration_since(self.started).as_nanos() as u64
    }

    fn instant(&self, nanos: u64) -> Instant {
        self.started + Duration::from_nanos(nanos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_a_short_memory_arrivals_are_only_counted() {
        let tally = Tally::new(Memory::Recent(Duration::from_secs(1)));
        (0..1_000).for_each(|n| tally.add(&n.to_string(), tally.started, tally.started));
        assert_eq!((tally.total(), tally.counts().len()), (1_000, 0));
    }

    #[test]
    fn counts_repeats_and_keeps_the_first_moment() {
        let tally = Tally::default();
        let early = tally.started + Duration::from_secs(1);
        let late = early + Duration::from_secs(1);
        tally.add("a", early, early);
        tally.add("b", early, early);
        tally.add("a", late, late);
        assert_eq!((tally.total(), tally.repeats()), (3, 1));
        assert_eq!(tally.arrival("a"), Some(Arrival { count: 2, first: early, last: late }));
        assert_eq!(tally.repeated(), HashMap::from([("a".to_owned(), 2)]));
        assert_eq!(tally.counts().len(), 2);
        tally.clear();
        assert_eq!((tally.total(), tally.count("a")), (0, 0));
    }
}
