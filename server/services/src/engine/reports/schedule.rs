use std::time::Duration;

use domain::id::MessageId;
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
    /// A walk that was cut short.
    rest: Option<Walk>,
    /// The provider wants to hear nothing until then.
    quiet_until: Option<Timestamp>,
}

/// Which messages to ask for now, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Walk {
    /// Left after this, and
    pub after: Timestamp,
    /// until this.
    pub until: Timestamp,
    /// Older than this one; `None` begins with the newest.
    pub before: Option<MessageId>,
    whole: bool,
}

impl Walk {
    /// Whether it goes over everything awaited, and not only over what left since the last one.
    pub const fn is_whole(self) -> bool {
        self.whole
    }
}

impl Pulls {
    pub fn new(schedule: PullSchedule) -> Self {
        let pace = Pace::new(schedule.calls);
        let (next, asked_until) = (Timestamp::EPOCH, Timestamp::EPOCH);
        Self { schedule, pace, next, asked_until, rest: None, quiet_until: None }
    }

    /// The rest of a walk that was cut short; else everything awaited when its time has come, else what
    /// became old enough since. A walk is finished before another begins, so that nothing is starved by
    /// what is newer. `None` while the provider wants to hear nothing.
    pub(super) fn walk(&mut self, now: Timestamp) -> Option<Walk> {
        if self.is_quiet(now) {
            return None;
        }
        Some(self.rest.take().unwrap_or_else(|| self.begin(now)))
    }

    fn begin(&mut self, now: Timestamp) -> Walk {
        let until = now - self.schedule.first_after;
        let whole = now >= self.next;
        let after = if whole { now - self.schedule.history } else { self.asked_until };
        if whole {
            self.next = now + self.schedule.every;
        }
        self.asked_until = self.asked_until.max(until);
        Walk { after, until, before: None, whole }
    }

    /// Asks for everything at the next look, because the provider said that there is news; but not more
    /// than once in a few seconds.
    pub(in crate::engine) fn hurry(&mut self, now: Timestamp) {
        self.next = self.next.min(now + Duration::from_secs(2));
    }

    /// The walk was cut short: what is left is asked for as soon as calls are allowed again.
    pub(super) fn put_down(&mut self, walk: Walk) {
        self.rest = Some(walk);
    }

    /// Makes no call until then.
    pub fn rest_until(&mut self, until: Timestamp) {
        self.quiet_until = self.quiet_until.max(Some(until));
    }

    /// Takes the right to one call.
    pub fn take_call(&mut self, now: Timestamp) -> bool {
        !self.is_quiet(now) && self.pace.take(now).is_ok()
    }

    fn is_quiet(&self, now: Timestamp) -> bool {
        self.quiet_until.is_some_and(|until| until > now)
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
        let all = pulls.walk(START).map(|walk| (walk.after, walk.until));
        assert_eq!(all, Some((START - seconds(86_400), START - seconds(60))));
        let fresh = pulls.walk(START + seconds(100)).map(|walk| (walk.after, walk.until));
        assert_eq!(fresh, Some((START - seconds(60), START + seconds(40))));
        assert!(pulls.walk(START + seconds(900)).is_some_and(Walk::is_whole));
    }

    #[test]
    fn a_walk_that_was_cut_short_is_finished_before_another_begins() {
        let mut pulls = pulls();
        let begun = pulls.walk(START).map(|walk| Walk { before: Some(MessageId::from_i64(7)), ..walk });
        begun.into_iter().for_each(|walk| pulls.put_down(walk));
        assert_eq!(pulls.walk(START + seconds(2_000)), begun);
        assert!(pulls.walk(START + seconds(2_000)).is_some_and(|walk| walk.before.is_none()));
    }

    #[test]
    fn makes_no_call_while_the_provider_wants_to_hear_nothing() {
        let mut pulls = pulls();
        pulls.rest_until(START + seconds(30));
        assert!(!pulls.take_call(START) && pulls.walk(START + seconds(29)).is_none());
        assert!(pulls.take_call(START + seconds(30)) && pulls.walk(START + seconds(30)).is_some());
    }

    #[test]
    fn never_calls_more_often_than_allowed() {
        let mut pulls = pulls();
        let taken = (0..10).filter(|n| pulls.take_call(START + seconds(*n))).count();
        assert_eq!(taken, 2);
        assert!(pulls.take_call(START + seconds(62)));
    }
}
