//! Everything the stand-in remembers.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

use serde::Serialize;

use super::config::MutlucellConfig;
use super::door::Running;
use super::inbox::Inbox;
use super::store::Store;
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::tally::Tally;

/// Figures of the stand-in since its start or its last `clear`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MutlucellReport {
    /// Calls of `sndblkex` that were accepted.
    pub packages: u64,
    /// `<mesaj>` elements in them, and those with the same text as another one of their package.
    pub texts: u64,
    pub repeated_texts: u64,
    /// Messages.
    pub recipients: u64,
    /// Different numbers among them.
    pub distinct_numbers: u64,
    /// Messages beyond the first to each number, over all packages.
    pub number_repeats: u64,
    /// Messages beyond the first to each number within one package.
    pub repeats_in_package: u64,
    /// Calls of `sndblkex` that were refused.
    pub refused: u64,
    /// Calls of any kind that were no XML, or not as the vendor wants it written.
    pub malformed: u64,
    /// Calls that came while another one of the account was running.
    pub overlaps: u64,
    /// Reports asked for too early or too often: the vendor would have blocked the account.
    pub report_floods: u64,
    /// Credit left, in SMS parts.
    pub credit: Option<i64>,
}

pub(super) struct State {
    pub(super) config: MutlucellConfig,
    pub(super) clock: SandboxClock,
    pub(super) store: Store,
    pub(super) inbox: Inbox,
    pub(super) faults: Arc<Faults>,
    /// Every ten-digit number that was accepted.
    pub(super) accepted_numbers: Tally,
    pub(super) running: Running,
    pub(super) counters: Counters,
    credit: AtomicI64,
}

#[derive(Default)]
pub(super) struct Counters {
    pub(super) packages: AtomicU64,
    pub(super) texts: AtomicU64,
    pub(super) repeated_texts: AtomicU64,
    pub(super) repeats_in_package: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) malformed: AtomicU64,
    pub(super) overlaps: AtomicU64,
    pub(super) report_floods: AtomicU64,
}

impl State {
    pub(super) fn new(config: MutlucellConfig, clock: SandboxClock) -> Self {
        Self {
            credit: AtomicI64::new(config.credit.unwrap_or(0)),
            store: Store::new(config.memory),
            accepted_numbers: Tally::new(config.memory),
            config,
            clock,
            inbox: Inbox::default(),
            faults: Arc::default(),
            running: Running::default(),
            counters: Counters::default(),
        }
    }

    /// Pays for a package if there is credit.
    pub(super) fn pay(&self, credits: usize) -> bool {
        if self.config.credit.is_none() {
            return true;
        }
        let price = i64::try_from(credits).unwrap_or(i64::MAX);
        self.credit.try_update(Relaxed, Relaxed, |left| (left >= price).then(|| left - price)).is_ok()
    }

    /// Credit left, in SMS parts.
    pub(super) fn credit(&self) -> Option<i64> {
        self.config.credit.map(|_| self.credit.load(Relaxed))
    }

    pub(super) fn report(&self) -> MutlucellReport {
        let (numbers, counters) = (&self.accepted_numbers, &self.counters);
        MutlucellReport {
            packages: counters.packages.load(Relaxed),
            texts: counters.texts.load(Relaxed),
            repeated_texts: counters.repeated_texts.load(Relaxed),
            recipients: numbers.total(),
            distinct_numbers: numbers.total() - numbers.repeats(),
            number_repeats: numbers.repeats(),
            repeats_in_package: counters.repeats_in_package.load(Relaxed),
            refused: counters.refused.load(Relaxed),
            malformed: counters.malformed.load(Relaxed),
            overlaps: counters.overlaps.load(Relaxed),
            report_floods: counters.report_floods.load(Relaxed),
            credit: self.credit(),
        }
    }

    pub(super) fn clear(&self) {
        self.store.clear();
        self.accepted_numbers.clear();
        let counters = &self.counters;
        let sent = [&counters.packages, &counters.texts, &counters.repeated_texts];
        let wrong = [&counters.refused, &counters.malformed, &counters.overlaps, &counters.report_floods];
        let all = sent.into_iter().chain(wrong).chain([&counters.repeats_in_package]);
        all.for_each(|counter| counter.store(0, Relaxed));
    }
}
