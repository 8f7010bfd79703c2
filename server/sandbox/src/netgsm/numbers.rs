//! What one number got lately.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use crate::sync::locked;

const SHARDS: usize = 32;
const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
/// More jobs to one number within a minute are refused.
const JOBS_PER_MINUTE: usize = 20;

/// The last hour of every number, for the limits that the vendor sets per number.
#[derive(Default)]
pub(super) struct Numbers([Mutex<Shard>; SHARDS]);

#[derive(Default)]
struct Shard {
    recent: HashMap<u64, Recent>,
    /// When the numbers were last looked through for those that got nothing in an hour.
    looked_at: i64,
}

/// When (unix microseconds) which text (its hash) came. Most numbers get one message an hour.
enum Recent {
    One(i64, u64),
    Many(Vec<(i64, u64)>),
}

impl Numbers {
    /// Whether the number had 20 jobs in the last minute.
    pub(super) fn is_flooded(&self, number: u64, now: i64) -> bool {
        match locked(self.shard(number)).recent.get(&number) {
            Some(Recent::Many(recent)) => {
                recent.iter().filter(|(at, _)| now - at < MINUTE).count() >= JOBS_PER_MINUTE
            }
            _ => false,
        }
    }

    /// Notes a message; true when the number had the same text within the last hour.
    pub(super) fn note(&self, number: u64, text: &str, now: i64) -> bool {
        let hash = hash_of(text);
        let mut shard = locked(self.shard(number));
        shard.forget(now - HOUR);
        let Some(recent) = shard.recent.get_mut(&number) else {
            shard.recent.insert(number, Recent::One(now, hash));
            return false;
        };
        let mut all = recent.since(now - HOUR);
        let repeated = all.iter().any(|(_, earlier)| *earlier == hash);
        all.push((now, hash));
        *recent = Recent::Many(all);
        repeated
    }

    fn shard(&self, number: u64) -> &Mutex<Shard> {
        &self.0[number as usize % SHARDS]
    }
}

impl Shard {
    /// Once an hour, so that it costs nothing.
    fn forget(&mut self, start: i64) {
        if self.looked_at <= start {
            self.looked_at = start + HOUR;
            self.recent.retain(|_, recent| recent.latest() > start);
        }
    }
}

impl Recent {
    fn latest(&self) -> i64 {
        match self {
            Self::One(at, _) => *at,
            Self::Many(all) => all.iter().map(|(at, _)| *at).max().unwrap_or(i64::MIN),
        }
    }

    fn since(&mut self, start: i64) -> Vec<(i64, u64)> {
        let mut all = match self {
            Self::One(at, hash) => vec![(*at, *hash)],
            Self::Many(all) => std::mem::take(all),
        };
        all.retain(|(at, _)| *at > start);
        all
    }
}

fn hash_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_repeated_text_for_an_hour() {
        let numbers = Numbers::default();
        let noted = [("a", 0), ("b", 1), ("a", HOUR - 1), ("b", HOUR + 1), ("c", HOUR + 2)];
        assert_eq!(noted.map(|(text, now)| numbers.note(5, text, now)), [false, false, true, false, false]);
    }

    #[test]
    fn numbers_that_got_nothing_in_an_hour_are_forgotten() {
        let numbers = Numbers::default();
        let all = SHARDS as u64 * 100;
        for number in 0..all {
            numbers.note(number, "a", HOUR);
        }
        for number in 0..SHARDS as u64 {
            numbers.note(number, "b", 3 * HOUR);
        }
        let kept: usize = numbers.0.iter().map(|shard| locked(shard).recent.len()).sum();
        assert_eq!(kept, SHARDS);
    }

    #[test]
    fn is_flooded_by_twenty_jobs_a_minute() {
        let numbers = Numbers::default();
        (0..20).for_each(|n| {
            numbers.note(5, &n.to_string(), n);
        });
        assert!(numbers.is_flooded(5, MINUTE - 1));
        assert!(!numbers.is_flooded(5, MINUTE));
        assert!(!numbers.is_flooded(6, 30));
    }
}
