use std::collections::VecDeque;
use std::time::Duration;

use domain::time::Timestamp;
use providers::provider::Limit;

/// Entries that the log of one window is kept in; grants closer together share one.
const ENTRIES: u32 = 1_000;

/// Grants against a limit, as a sliding log: in no window of the span are there more than the limit.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    limit: Limit,
    /// The time of the latest grant in an entry and how many it holds. Counting them all until the
    /// latest has left the window errs on the slow side.
    log: VecDeque<(Timestamp, u32)>,
    used: u32,
}

impl Pace {
    pub fn new(limit: Limit) -> Self {
        Self { limit, log: VecDeque::new(), used: 0 }
    }

    /// How many grants there are now.
    pub fn available(&mut self, now: Timestamp) -> u32 {
        self.forget(now);
        self.limit.count.saturating_sub(self.used)
    }

    /// Takes a grant.
    ///
    /// # Errors
    /// When the next one will be there.
    pub fn take(&mut self, now: Timestamp) -> Result<(), Timestamp> {
        if self.available(now) == 0 {
            let oldest = self.log.front().map_or(now, |(at, _)| *at);
            return Err(oldest + self.limit.per + Duration::from_micros(1));
        }
        self.used += 1;
        let shared = self.limit.per / ENTRIES;
        match self.log.back_mut() {
            Some((at, count)) if now.since(*at) < shared && *count < self.limit.count / ENTRIES => {
                (*at, *count) = (now, *count + 1);
            }
            _ => self.log.push_back((now, 1)),
        }
        Ok(())
    }

    fn forget(&mut self, now: Timestamp) {
        // After the clock went back the future grants count from now on.
        for (at, _) in self.log.iter_mut().rev().take_while(|(at, _)| *at > now) {
            *at = now;
        }
        while let Some((at, count)) = self.log.front()
            && now.since(*at) > self.limit.per
        {
            self.used -= count;
            self.log.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);

    proptest! {
        #[test]
        fn no_window_holds_more_than_the_limit(
            count in 1u32..60,
            gaps in prop::collection::vec(0u64..400_000, 1..300),
        ) {
            let limit = Limit::new(count, Duration::from_secs(1));
            let (mut pace, mut now, mut grants) = (Pace::new(limit), START, Vec::new());
            for gap in gaps {
                now = now + Duration::from_micros(gap);
                while pace.take(now).is_ok() {
                    grants.push(now);
                }
            }
            for (first, at) in grants.iter().enumerate() {
                let window = grants[first..].iter().take_while(|later| later.since(*at) <= limit.per);
                prop_assert!(window.count() <= count as usize);
            }
        }

        #[test]
        fn the_log_stays_small_however_many_there_are(per_second in 1u64..200) {
            let mut pace = Pace::new(Limit::new(1_000_000, Duration::from_secs(3_600)));
            let taken = (0..20_000u64).filter(|n| pace.take(START + Duration::from_micros(n * per_second)).is_ok());
            prop_assert_eq!(taken.count(), 20_000);
            prop_assert!(pace.log.len() <= 2 * ENTRIES as usize);
        }
    }

    #[test]
    fn says_when_the_next_grant_is_there() {
        let mut pace = Pace::new(Limit::new(2, Duration::from_secs(60)));
        assert_eq!([pace.take(START), pace.take(START + Duration::from_secs(10))], [Ok(()), Ok(())]);
        let next = pace.take(START + Duration::from_secs(20)).err().unwrap_or(START);
        assert_eq!(pace.take(next), Ok(()));
        assert!(next > START + Duration::from_secs(60) && next < START + Duration::from_secs(61));
    }

    #[test]
    fn a_clock_that_goes_back_stops_nothing_for_good() {
        let mut pace = Pace::new(Limit::new(1, Duration::from_secs(1)));
        assert_eq!(pace.take(START + Duration::from_secs(3_600)), Ok(()));
        assert!(pace.take(START).is_err());
        assert_eq!(pace.take(START + Duration::from_secs(2)), Ok(()));
    }
}
