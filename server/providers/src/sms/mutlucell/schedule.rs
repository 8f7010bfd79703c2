//! When a package may be asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;

use crate::provider::ReportQuery;

/// Whoever asks for a package more often is taken for an attacker, and the account is blocked.
const EVERY: Duration = Duration::from_secs(15 * 60);
/// And not before so long after it was sent.
const FIRST: Duration = Duration::from_secs(60);

/// Lets each package be asked for a minute after it left and then once in 15 minutes, whatever the rounds
/// of the engine are.
///
/// It forgets with the process. What left before may have been asked for by the process before, and waits
/// as if that had just happened.
pub(super) struct Schedule {
    first: Duration,
    every: Duration,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    /// The time of the first call that it knows of.
    began: Option<Timestamp>,
    /// When packages left, until they are asked for or no longer young.
    sent: HashMap<Arc<str>, Timestamp>,
    /// When packages were asked for; older than the distance they may be forgotten.
    asked: HashMap<Arc<str>, Timestamp>,
}

impl Schedule {
    /// In a time that runs `faster` times as fast.
    pub(super) fn new(faster: u32) -> Self {
        let faster = faster.max(1);
        Self { first: FIRST / faster, every: EVERY / faster, memory: Mutex::default() }
    }

    /// A package left.
    pub(super) fn sent(&self, package: &Arc<str>, now: Timestamp) {
        let mut memory = self.memory();
        memory.began.get_or_insert(now);
        memory.sent.retain(|_, sent| *sent + self.every > now);
        memory.sent.insert(Arc::clone(package), now);
    }

    /// The first package from `from` on that may be asked for now, with its place; it counts as asked.
    pub(super) fn take(&self, query: &ReportQuery, from: usize) -> Option<(usize, Arc<str>)> {
        let mut memory = self.memory();
        let (place, package) = self.next(&mut memory, query, from)?;
        let now = query.until;
        memory.asked.retain(|_, asked| *asked + self.every > now);
        memory.sent.remove(&package);
        memory.asked.insert(Arc::clone(&package), now);
        Some((place, package))
    }

    /// Whether there is another one.
    pub(super) fn has_more(&self, query: &ReportQuery, from: usize) -> bool {
        self.next(&mut self.memory(), query, from).is_some()
    }

    fn next(&self, memory: &mut Memory, query: &ReportQuery, from: usize) -> Option<(usize, Arc<str>)> {
        let now = query.until;
        let began = *memory.began.get_or_insert(now);
        // Nobody can have asked for what left later.
        let unasked = query.since >= began;
        let is_due = |package: &Arc<str>| match (memory.asked.get(package), memory.sent.get(package)) {
            (Some(asked), _) => *asked + self.every <= now,
            (None, Some(sent)) => *sent + self.first <= now,
            (None, None) => unasked || began + self.every <= now,
        };
        let mut packages = query.refs.iter().enumerate().skip(from);
        packages.find(|(_, package)| is_due(package)).map(|(place, package)| (place, Arc::clone(package)))
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_seconds(1_795_000_000);
    const MINUTE: Duration = Duration::from_secs(60);

    fn query(refs: &[&str], since: Timestamp, until: Timestamp) -> ReportQuery {
        let refs = refs.iter().map(|name| Arc::from(*name)).collect();
        ReportQuery { refs, since, until, cursor: None }
    }

    /// Every package that may be asked for in one go.
    fn asked(schedule: &Schedule, query: &ReportQuery) -> Vec<String> {
        let mut from = 0;
        let next = || {
            let (place, package) = schedule.take(query, from)?;
            from = place + 1;
            Some(package.to_string())
        };
        std::iter::from_fn(next).collect()
    }

    #[test]
    fn a_package_is_asked_for_once_in_fifteen_minutes() {
        let schedule = Schedule::new(1);
        let at = |minutes: u32| query(&["1", "2"], START, START + MINUTE * minutes);
        assert_eq!(asked(&schedule, &query(&["1"], START, START)), ["1"]);
        let times: Vec<_> =
            (1..=50).filter(|m| asked(&schedule, &at(*m)).contains(&"1".to_owned())).collect();
        assert_eq!(times, [15, 30, 45]);
    }

    #[test]
    fn a_round_that_was_cut_short_goes_on_with_the_others() {
        let schedule = Schedule::new(1);
        let query = query(&["1", "2", "3"], START, START);
        assert_eq!(schedule.take(&query, 0), Some((0, "1".into())));
        assert!(schedule.has_more(&query, 0));
        assert_eq!(schedule.take(&query, 0), Some((1, "2".into())));
        assert_eq!(asked(&schedule, &query), ["3"]);
        assert!(!schedule.has_more(&query, 0));
    }

    #[test]
    fn a_package_of_its_own_is_asked_for_after_a_minute() {
        let schedule = Schedule::new(1);
        schedule.sent(&"1".into(), START);
        let at = |seconds: u64| query(&["1"], START - MINUTE * 2, START + Duration::from_secs(seconds));
        let times: Vec<_> = (0..1_000).filter(|s| !asked(&schedule, &at(*s)).is_empty()).collect();
        assert_eq!(times, [60, 960]);
    }

    #[test]
    fn what_left_before_a_restart_waits_as_if_it_had_just_been_asked_for() {
        let schedule = Schedule::new(1);
        let old = |minutes: u32| query(&["old"], START - MINUTE, START + MINUTE * minutes);
        let times: Vec<_> = (0..=31).filter(|m| !asked(&schedule, &old(*m)).is_empty()).collect();
        assert_eq!(times, [15, 30]);
        let new = query(&["new"], START, START + MINUTE * 2);
        assert_eq!(asked(&schedule, &new), ["new"]);
    }

    #[test]
    fn forgets_what_may_be_asked_for_again() {
        let schedule = Schedule::new(1);
        for minute in 0..100 {
            let name = minute.to_string();
            asked(&schedule, &query(&[&name], START, START + MINUTE * minute));
        }
        assert_eq!(schedule.memory().asked.len(), 15);
    }

    #[test]
    fn stand_ins_whose_time_runs_faster_are_asked_more_often() {
        let schedule = Schedule::new(30);
        let at = |seconds: u64| query(&["1"], START, START + Duration::from_secs(seconds));
        let times: Vec<_> = (0..70).filter(|s| !asked(&schedule, &at(*s)).is_empty()).collect();
        assert_eq!(times, [0, 30, 60]);
    }
}
