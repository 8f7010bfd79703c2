//! What the stand-in knows of each WhatsApp user.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::sync::locked;

const SHARDS: usize = 32;
/// A user may be written to freely for so long after a message of theirs.
const WINDOW: i64 = 24 * 3_600_000_000;
/// One message every six seconds to one user, 45 of them ahead of time.
const PAIR_SPACING: i64 = 6_000_000;
const PAIR_BURST: i64 = 45;

/// Users by the digits of their number.
#[derive(Default)]
pub(super) struct Users([Mutex<Shard>; SHARDS]);

#[derive(Default)]
struct Shard {
    users: HashMap<Box<str>, User>,
    /// When they were last looked through for those of whom nothing counts any more.
    looked_at: i64,
}

#[derive(Clone, Copy, Default)]
struct User {
    /// Last message from them, unix microseconds.
    wrote_at: Option<i64>,
    /// When the pair limit has room for one more message without burst.
    paced_until: i64,
    stopped_marketing: bool,
}

impl Shard {
    /// Now and then, so that it costs nothing.
    fn forget(&mut self, now: i64) {
        if now - self.looked_at >= PAIR_BURST * PAIR_SPACING {
            self.looked_at = now;
            self.users.retain(|_, user| user.counts(now));
        }
    }
}

impl User {
    fn is_open(self, now: i64) -> bool {
        self.wrote_at.is_some_and(|at| now - at < WINDOW)
    }

    /// Whether anything of them differs from a user who was never heard of.
    fn counts(self, now: i64) -> bool {
        self.stopped_marketing || self.paced_until > now || self.is_open(now)
    }
}

impl Users {
    pub(super) fn wrote(&self, wa_id: &str, now: i64) {
        self.change(wa_id, now, |user| user.wrote_at = Some(now));
    }

    pub(super) fn set_marketing(&self, wa_id: &str, stopped: bool, now: i64) {
        self.change(wa_id, now, |user| user.stopped_marketing = stopped);
    }

    pub(super) fn window_is_open(&self, wa_id: &str, now: i64) -> bool {
        self.look(wa_id).is_open(now)
    }

    pub(super) fn stopped_marketing(&self, wa_id: &str) -> bool {
        self.look(wa_id).stopped_marketing
    }

    /// Takes a place within the pair limit, if there is one.
    pub(super) fn pace(&self, wa_id: &str, now: i64) -> bool {
        self.change(wa_id, now, |user| {
            let next = user.paced_until.max(now) + PAIR_SPACING;
            let fits = next - now <= PAIR_BURST * PAIR_SPACING;
            if fits {
                user.paced_until = next;
            }
            fits
        })
    }

    fn look(&self, wa_id: &str) -> User {
        locked(self.shard(wa_id)).users.get(wa_id).copied().unwrap_or_default()
    }

    fn change<T>(&self, wa_id: &str, now: i64, change: impl FnOnce(&mut User) -> T) -> T {
        let mut shard = locked(self.shard(wa_id));
        shard.forget(now);
        match shard.users.get_mut(wa_id) {
            Some(user) => change(user),
            None => change(shard.users.entry(wa_id.into()).or_default()),
        }
    }

    fn shard(&self, wa_id: &str) -> &Mutex<Shard> {
        // The last digits of numbers are spread evenly.
        let ending = wa_id.bytes().rev().take(4).fold(0, |sum: usize, byte| sum * 7 + usize::from(byte));
        &self.0[ending % SHARDS]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_a_pair_after_its_burst() {
        let users = Users::default();
        let burst = (0..46).filter(|_| users.pace("905321234567", 0)).count();
        assert_eq!(burst, 45);
        assert!(!users.pace("905321234567", PAIR_SPACING - 1));
        assert!(users.pace("905321234567", PAIR_SPACING));
        assert!(users.pace("905331234567", 0));
    }

    #[test]
    fn users_of_whom_nothing_counts_any_more_are_forgotten() {
        let users = Users::default();
        for n in 0..1_000 {
            users.pace(&format!("90532{n:07}"), 0);
        }
        users.set_marketing("905320000001", true, 0);
        users.wrote("905320000002", 0);
        for n in 0..1_000 {
            users.pace(&format!("90533{n:07}"), WINDOW - 1);
        }
        let kept: usize = users.0.iter().map(|shard| locked(shard).users.len()).sum();
        assert_eq!(kept, 1_002);
        assert!(users.stopped_marketing("905320000001") && users.window_is_open("905320000002", WINDOW - 1));
    }

    #[test]
    fn keeps_the_window_open_for_a_day() {
        let users = Users::default();
        users.wrote("905321234567", 5);
        assert!(users.window_is_open("905321234567", WINDOW + 4));
        assert!(!users.window_is_open("905321234567", WINDOW + 5));
        assert!(!users.window_is_open("905331234567", 6));
    }
}
