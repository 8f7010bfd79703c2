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
pub(super) struct Users([Mutex<HashMap<Box<str>, User>>; SHARDS]);

#[derive(Clone, Copy, Default)]
struct User {
    /// Last message from them, unix microseconds.
    wrote_at: Option<i64>,
    /// When the pair limit has room for one more message without burst.
    paced_until: i64,
    stopped_marketing: bool,
}

impl Users {
    pub(super) fn wrote(&self, wa_id: &str, now: i64) {
        self.change(wa_id, |user| user.wrote_at = Some(now));
    }

    pub(super) fn set_marketing(&self, wa_id: &str, stopped: bool) {
        self.change(wa_id, |user| user.stopped_marketing = stopped);
    }

    pub(super) fn window_is_open(&self, wa_id: &str, now: i64) -> bool {
        self.look(wa_id).wrote_at.is_some_and(|at| now - at < WINDOW)
    }

    pub(super) fn stopped_marketing(&self, wa_id: &str) -> bool {
        self.look(wa_id).stopped_marketing
    }

    /// Takes a place within the pair limit, if there is one.
    pub(super) fn pace(&self, wa_id: &str, now: i64) -> bool {
        self.change(wa_id, |user| {
            let next = user.paced_until.max(now) + PAIR_SPACING;
            let fits = next - now <= PAIR_BURST * PAIR_SPACING;
            if fits {
                user.paced_until = next;
            }
            fits
        })
    }

    fn look(&self, wa_id: &str) -> User {
        locked(self.shard(wa_id)).get(wa_id).copied().unwrap_or_default()
    }

    fn change<T>(&self, wa_id: &str, change: impl FnOnce(&mut User) -> T) -> T {
        let mut shard = locked(self.shard(wa_id));
        match shard.get_mut(wa_id) {
            Some(user) => change(user),
            None => change(shard.entry(wa_id.into()).or_default()),
        }
    }

    fn shard(&self, wa_id: &str) -> &Mutex<HashMap<Box<str>, User>> {
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
    fn keeps_the_window_open_for_a_day() {
        let users = Users::default();
        users.wrote("905321234567", 5);
        assert!(users.window_is_open("905321234567", WINDOW + 4));
        assert!(!users.window_is_open("905321234567", WINDOW + 5));
        assert!(!users.window_is_open("905331234567", 6));
    }
}
