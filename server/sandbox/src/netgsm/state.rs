//! Everything the stand-in remembers.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

use serde::Serialize;

use super::config::NetgsmConfig;
use super::inbox::Inbox;
use super::numbers::Numbers;
use super::stats::Asked;
use super::store::{Job, Store};
use super::webhooks::Webhooks;
use crate::clock::SandboxClock;
use crate::faults::Faults;
use crate::http::webhook_client;
use crate::tally::Tally;
use crate::timeline::Timeline;
use crate::window::SlidingWindow;

const MINUTE: i64 = 60_000_000;

/// Figures of the stand-in since its start or its last `clear`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NetgsmReport {
    /// Calls of `/send` and `/otp` that were accepted.
    pub jobs: u64,
    /// Messages in them.
    pub recipients: u64,
    /// Different numbers among them.
    pub distinct_numbers: u64,
    /// Messages beyond the first to each number, over all jobs.
    pub number_repeats: u64,
    /// Messages beyond the first to each number within one job.
    pub repeats_in_job: u64,
    /// Different `referansID`s.
    pub distinct_references: u64,
    /// Messages beyond the first with each `referansID`.
    pub reference_repeats: u64,
    /// Calls of `/send` and `/otp` that were refused.
    pub refused: u64,
    /// Report rows pushed, and those the receiver did not take.
    pub pushed: u64,
    pub push_failures: u64,
    /// Credit left, in SMS parts.
    pub credit: Option<i64>,
}

pub(super) struct State {
    pub(super) config: NetgsmConfig,
    pub(super) clock: SandboxClock,
    pub(super) store: Store,
    pub(super) numbers: Numbers,
    pub(super) inbox: Inbox,
    pub(super) faults: Arc<Faults>,
    /// Every `referansID` that was accepted.
    pub(super) references: Tally,
    /// Every ten-digit number that was accepted.
    pub(super) accepted_numbers: Tally,
    pub(super) limits: Limits,
    pub(super) stats_asked: Asked,
    pub(super) report_webhooks: Webhooks,
    pub(super) inbox_webhooks: Webhooks,
    /// Report rows to push: a job and the place of the recipient in it.
    pub(super) pushes: Timeline<(Arc<Job>, usize)>,
    pub(super) client: reqwest::Client,
    pub(super) counters: Counters,
    credit: AtomicI64,
}

/// Calls per minute; `None` is unlimited.
pub(super) struct Limits {
    pub(super) sends: Option<SlidingWindow>,
    pub(super) otps: Option<SlidingWindow>,
    pub(super) reports: Option<SlidingWindow>,
}

#[derive(Default)]
pub(super) struct Counters {
    pub(super) jobs: AtomicU64,
    pub(super) repeats_in_job: AtomicU64,
    pub(super) refused: AtomicU64,
    pub(super) pushed: AtomicU64,
    pub(super) push_failures: AtomicU64,
}

impl State {
    pub(super) fn new(config: NetgsmConfig, clock: SandboxClock) -> io::Result<Self> {
        let per_minute = |limit: Option<usize>| limit.map(|limit| SlidingWindow::new(limit, MINUTE));
        let limits = Limits {
            sends: per_minute(config.sends_per_minute),
            otps: per_minute(config.otps_per_minute),
            reports: per_minute(config.reports_per_minute),
        };
        Ok(Self {
            credit: AtomicI64::new(config.credit.unwrap_or(0)),
            store: Store::new(config.memory),
            references: Tally::new(config.memory),
            accepted_numbers: Tally::new(config.memory),
            config,
            pushes: Timeline::new(clock.clone()),
            clock,
            numbers: Numbers::default(),
            inbox: Inbox::default(),
            faults: Arc::default(),
            limits,
            stats_asked: Asked::default(),
            report_webhooks: Webhooks::default(),
            inbox_webhooks: Webhooks::default(),
            client: webhook_client()?,
            counters: Counters::default(),
        })
    }

    /// Whether one more call fits into its minute.
    pub(super) fn admits(&self, limit: Option<&SlidingWindow>) -> bool {
        limit.is_none_or(|window| window.try_take(self.clock.unix_micros()))
    }

    /// Pays for a message if there is credit.
    pub(super) fn pay(&self, parts: u8) -> bool {
        if self.config.credit.is_none() {
            return true;
        }
        let price = i64::from(parts);
        self.credit.try_update(Relaxed, Relaxed, |left| (left >= price).then(|| left - price)).is_ok()
    }

    /// Credit left, in SMS parts.
    pub(super) fn credit(&self) -> Option<i64> {
        self.config.credit.map(|_| self.credit.load(Relaxed))
    }

    pub(super) fn report(&self) -> NetgsmReport {
        let (numbers, references) = (&self.accepted_numbers, &self.references);
        NetgsmReport {
            jobs: self.counters.jobs.load(Relaxed),
            recipients: numbers.total(),
            distinct_numbers: numbers.total() - numbers.repeats(),
            number_repeats: numbers.repeats(),
            repeats_in_job: self.counters.repeats_in_job.load(Relaxed),
            distinct_references: references.total() - references.repeats(),
            reference_repeats: references.repeats(),
            refused: self.counters.refused.load(Relaxed),
            pushed: self.counters.pushed.load(Relaxed),
            push_failures: self.counters.push_failures.load(Relaxed),
            credit: self.credit(),
        }
    }

    pub(super) fn clear(&self) {
        self.store.clear();
        self.references.clear();
        self.accepted_numbers.clear();
        let counters = &self.counters;
        let all = [&counters.jobs, &counters.repeats_in_job, &counters.refused, &counters.pushed];
        all.into_iter().chain([&counters.push_failures]).for_each(|counter| counter.store(0, Relaxed));
    }
}
