use std::time::Duration;

use domain::time::Timestamp;
use storage::sessions::TryCount;

/// How a counter of tries slows down: some are free, then each one doubles the wait up to a cap. It
/// never locks out for good, and it forgets after a quiet time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BackOff {
    free: i32,
    first_wait: Duration,
    longest_wait: Duration,
    forget_after: Duration,
}

const MINUTE: Duration = Duration::from_secs(60);

impl BackOff {
    /// One account from one address: somebody who mistypes.
    pub const PAIR: Self = Self::new(5, 10, 15);
    /// One address at any account: an office behind one address is not held up by a few.
    pub const ADDRESS: Self = Self::new(20, 10, 15);
    /// One account from everywhere; addresses that the owner has used are exempt from it.
    pub const ACCOUNT: Self = Self::new(20, 10, 5);
    /// Reset mails to one account.
    pub const RESET: Self = Self::new(3, 300, 60);
    /// Links that are none, from one address, and minds changed about one link.
    pub const LINK: Self = Self::new(20, 5, 60);

    const fn new(free: i32, first_wait_seconds: u64, longest_wait_minutes: u64) -> Self {
        Self {
            free,
            first_wait: Duration::from_secs(first_wait_seconds),
            longest_wait: Duration::from_secs(60 * longest_wait_minutes),
            forget_after: Duration::from_secs(24 * 3_600),
        }
    }

    /// How long is left to wait at `now`; zero when a try is free.
    pub fn wait(count: TryCount, now: Timestamp) -> Duration {
        if count.blocked_until > now { count.blocked_until.since(now) } else { Duration::ZERO }
    }

    /// The counter after one more try.
    pub fn after(&self, count: TryCount, now: Timestamp) -> TryCount {
        let is_fresh = now.since(count.failed_at) < self.forget_after;
        let failures = if is_fresh { count.failures.saturating_add(1) } else { 1 };
        TryCount { failures, failed_at: now, blocked_until: now + self.wait_after(failures) }
    }

    /// The counter with one try given back, because it was right.
    pub fn given_back(&self, count: TryCount) -> TryCount {
        let failures = (count.failures - 1).max(0);
        TryCount { failures, blocked_until: count.failed_at + self.wait_after(failures), ..count }
    }

    fn wait_after(&self, failures: i32) -> Duration {
        let Ok(over) = u32::try_from(failures - self.free) else { return Duration::ZERO };
        let doubled = self.first_wait.saturating_mul(2u32.saturating_pow(over.min(20)));
        doubled.min(self.longest_wait)
    }
}

/// The wait in whole seconds, rounded up, for the sentence shown.
pub(crate) fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0)
}

/// Tries older than this are of no use.
pub(super) const KEEP_TRIES: Duration = Duration::from_secs(48 * 60 * MINUTE.as_secs());

#[cfg(test)]
mod tests {
    use super::*;

    fn tries(back_off: BackOff, count: usize, start: Timestamp) -> TryCount {
        (0..count).fold(TryCount::NONE, |before, _| back_off.after(before, start))
    }

    #[test]
    fn the_first_tries_are_free_and_the_next_ones_double() {
        let now = Timestamp::from_seconds(1_000_000);
        let waits: Vec<_> =
            (3..9).map(|n| BackOff::wait(tries(BackOff::PAIR, n, now), now).as_secs()).collect();
        assert_eq!(waits, [0, 0, 10, 20, 40, 80]);
    }

    #[test]
    fn nobody_waits_longer_than_the_cap() {
        let now = Timestamp::from_seconds(1_000_000);
        let count = tries(BackOff::ACCOUNT, 5_000, now);
        assert_eq!(BackOff::wait(count, now), Duration::from_secs(300));
        assert_eq!(BackOff::wait(count, now + Duration::from_secs(300)), Duration::ZERO);
    }

    #[test]
    fn forgets_after_a_quiet_day() {
        let now = Timestamp::from_seconds(1_000_000);
        let count = tries(BackOff::PAIR, 50, now);
        let later = now + Duration::from_secs(25 * 3_600);
        assert_eq!(BackOff::PAIR.after(count, later).failures, 1);
    }

    #[test]
    fn a_right_try_is_given_back() {
        let now = Timestamp::from_seconds(1_000_000);
        let count = BackOff::PAIR.given_back(tries(BackOff::PAIR, 5, now));
        assert_eq!((BackOff::wait(count, now), count.failures), (Duration::ZERO, 4));
    }
}
