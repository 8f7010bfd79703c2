//! The jobs that were accepted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, RwLock};

use crate::memory::Memory;
use crate::sync::{read, write};

/// Between two looks for jobs to forget, in microseconds.
const LOOK: i64 = 60_000_000;

/// One accepted call of `/send` or `/otp`.
pub(super) struct Job {
    /// 26 digits.
    pub(super) id: String,
    /// The user code that called.
    pub(super) owner: String,
    /// Unix microseconds, as are those below.
    pub(super) accepted_at: i64,
    pub(super) start_at: i64,
    /// When nothing of it changes any more.
    pub(super) end_at: i64,
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
pub(super) struct Store {
    memory: Memory,
    jobs: RwLock<Jobs>,
}

#[derive(Default)]
struct Jobs {
    /// Oldest first.
    list: Vec<Arc<Job>>,
    by_id: HashMap<String, Arc<Job>>,
    added: u64,
    looked_at: i64,
}

impl Store {
    pub(super) fn new(memory: Memory) -> Self {
        Self { memory, jobs: RwLock::default() }
    }

    /// Keeps a job under a new id: unix seconds and a sequence, as long as the vendor's.
    pub(super) fn add(&self, build: impl FnOnce(String) -> Job, now: i64) -> Arc<Job> {
        let mut jobs = write(&self.jobs);
        jobs.forget(self.memory, now);
        jobs.added += 1;
        let id = format!("{:010}{:016}", now / 1_000_000, jobs.added);
        let job = Arc::new(build(id.clone()));
        jobs.list.push(job.clone());
        jobs.by_id.insert(id, job.clone());
        job
    }

    pub(super) fn find(&self, id: &str) -> Option<Arc<Job>> {
        read(&self.jobs).by_id.get(id).cloned()
    }

    /// Jobs accepted within the two moments, oldest first.
    pub(super) fn between(&self, start: i64, stop: i64) -> Vec<Arc<Job>> {
        let jobs = read(&self.jobs);
        let from = jobs.list.partition_point(|job| job.accepted_at < start);
        let to = jobs.list.partition_point(|job| job.accepted_at <= stop);
        jobs.list.get(from..to).unwrap_or_default().to_vec()
    }

    pub(super) fn all(&self) -> Vec<Arc<Job>> {
        read(&self.jobs).list.clone()
    }

    pub(super) fn clear(&self) {
        *write(&self.jobs) = Jobs::default();
    }
}

impl Jobs {
    fn forget(&mut self, memory: Memory, now: i64) {
        if memory == Memory::All || now - self.looked_at < LOOK {
            return;
        }
        self.looked_at = now;
        self.list.retain(|job| !memory.forgets(job.end_at, now));
        self.by_id.retain(|_, job| !memory.forgets(job.end_at, now));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: i64 = 3_600_000_000;

    fn job(id: String, accepted_at: i64, end_at: i64) -> Job {
        let (owner, recipients, cancelled) = (String::new(), Vec::new(), AtomicBool::new(false));
        Job { id, owner, accepted_at, start_at: accepted_at, end_at, recipients, cancelled }
    }

    #[test]
    fn a_job_is_forgotten_some_time_after_its_end_and_its_id_is_never_given_again() {
        let store = Store::new(Memory::Recent(Duration::from_secs(3_600)));
        let add = |at, end| store.add(|id| job(id, at, end), at).id.clone();
        let (short, long) = (add(HOUR, HOUR), add(HOUR, 10 * HOUR));
        add(2 * HOUR, 2 * HOUR);
        assert!(store.find(&short).is_some(), "an hour has not passed");
        let later = add(4 * HOUR, 4 * HOUR);
        assert!(store.find(&short).is_none() && store.find(&long).is_some());
        let listed: Vec<_> = store.between(0, 9 * HOUR).iter().map(|job| job.id.clone()).collect();
        assert_eq!(listed, [long.clone(), later.clone()]);
        assert!(![short, long].contains(&later));
    }
}
