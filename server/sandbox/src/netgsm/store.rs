//! The jobs that were accepted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use crate::sync::{read, write};

/// One accepted call of `/send` or `/otp`.
pub(super) struct Job {
    /// 26 digits.
    pub(super) id: String,
    /// The user code that called.
    pub(super) owner: String,
    /// Unix microseconds, as are the two below.
    pub(super) accepted_at: i64,
    pub(super) start_at: i64,
    pub(super) recipients: Vec<Recipient>,
    pub(super) cancelled: AtomicBool,
}

/// One number of a job and what will become of it.
pub(super) struct Recipient {
    /// Ten digits.
    pub(super) number: u64,
    pub(super) parts: u8,
    pub(super) status: u16,
    pub(super) error_code: u16,
    /// When `status` is reached, unix microseconds; `i64::MAX` is never.
    pub(super) final_at: i64,
    /// `referansID`, if it had one.
    pub(super) reference: Option<Box<str>>,
}

impl Job {
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }
}

impl Recipient {
    /// `status` of a report row at the given time; 0 is waiting.
    pub(super) fn status_at(&self, now: i64) -> u16 {
        if now >= self.final_at { self.status } else { 0 }
    }
}

#[derive(Default)]
pub(super) struct Store(RwLock<Jobs>);

#[derive(Default)]
struct Jobs {
    list: Vec<Arc<Job>>,
    by_id: HashMap<String, usize>,
}

impl Store {
    /// Keeps a job under a new id: unix seconds and a sequence, as long as the vendor's.
    pub(super) fn add(&self, build: impl FnOnce(String) -> Job, now: i64) -> Arc<Job> {
        let mut jobs = write(&self.0);
        let index = jobs.list.len();
        let id = format!("{:010}{:016}", now / 1_000_000, index + 1);
        let job = Arc::new(build(id.clone()));
        jobs.list.push(job.clone());
        jobs.by_id.insert(id, index);
        job
    }

    pub(super) fn find(&self, id: &str) -> Option<Arc<Job>> {
        let jobs = read(&self.0);
        let index = *jobs.by_id.get(id)?;
        jobs.list.get(index).cloned()
    }

    /// Jobs accepted within the two moments, oldest first.
    pub(super) fn between(&self, start: i64, stop: i64) -> Vec<Arc<Job>> {
        let jobs = read(&self.0);
        let from = jobs.list.partition_point(|job| job.accepted_at < start);
        let to = jobs.list.partition_point(|job| job.accepted_at <= stop);
        jobs.list.get(from..to).unwrap_or_default().to_vec()
    }

    pub(super) fn all(&self) -> Vec<Arc<Job>> {
        read(&self.0).list.clone()
    }

    pub(super) fn clear(&self) {
        *write(&self.0) = Jobs::default();
    }
}
