use std::time::Duration;

use domain::time::Timestamp;
use providers::provider::PullSchedule;

use crate::engine::pace::Pace;

/// When an account's reports are asked for.
#[derive(Debug)]
pub(in crate::engine) struct Pulls {
    pub schedule: PullSchedule,
    pace: Pace,
    /// When everything awaited is asked for again.
    next: Timestamp,
    /// Messages that left until then have been asked for once.
    asked_until: Timestamp,
}

/// Which messages to ask for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// Left after this, and
    pub after: Timestamp,
    /// until this.
    pub until: Timestamp,
}

impl Pulls {
    pub fn new(schedule: PullSchedule) -> Self {
        let pace = Pace::new(schedule.calls);
        Self { schedule, pace, next: Timestamp::EPOCH, asked_until: Timestamp::EPOCH }
    }

    /// The next round: everything awaited when its time has come, else what became old enough since.
    pub(super) fn round(&mut self, now: Timestamp) -> Round {
        let until = now - self.schedule.first_after;
        let everything = now >= self.next;
        let after = if everything { Timestamp::EPOCH } else { self.asked_until };
        if everything {
            self.next = now + self.schedule.every;
        }
        self.asked_until = self.asked_until.max(until);
        Round { after, until }
    }

    /// Asks for everything at the next look, because the provider said that there is news; but not more
    /// than once in a few seconds.
    pub(super) fn hurry(&mut self, now: Timestamp) {
        self.next = self.next.min(now + Duration::from_secs(2));
    }

    /// The round was cut short: what is left is asked for as soon as calls are allowed again.
    pub(super) fn resume(&mut self, now: Timestamp) {
        self.next = now;
    }

    /// Takes the right to one call.
    pub fn take_call(&mut self, now: Timestamp) -> bool {
        self.pace.take(now).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use providers::provider::Limit;

    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn pulls() -> Pulls {
        Pulls::new(PullSchedule {
            first_after: Duration::from_secs(60),
            every: Duration::from_secs(900),
            calls: Limit::new(2, Duration::from_secs(60)),
            refs: 50,
            rows: 100,
            history: Duration::from_secs(86_400),
        })
    }

    const fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn asks_first_after_a_minute_then_at_its_distance() {
        let mut pulls = pulls();
        let all = pulls.round(START);
        assert_eq!(all, Round { after: Timestamp::EPOCH, until: START - seconds(60) });
        let fresh = pulls.round(START + seconds(100));
        assert_eq!(fresh, Round { after: START - seconds(60), until: START + seconds(40) });
        assert_eq!(pulls.round(START + seconds(900)).after, Timestamp::EPOCH);
    }

    #[test]
    fn never_calls_more_often_than_allowed() {
        let mut pulls = pulls();
        let taken = (0..10).filter(|n| pulls.take_call(START + seconds(*n))).count();
        assert_eq!(taken, 2);
        assert!(pulls.take_call(START + seconds(62)));
    }
}
