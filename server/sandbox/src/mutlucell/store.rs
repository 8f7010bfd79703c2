//! The packages that were accepted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use crate::sync::{read, write};

/// The first package; the vendor's ids have eight digits.
const FIRST_ID: u64 = 88_096_496;

/// One accepted call of `sndblkex`.
pub(super) struct Package {
    pub(super) id: String,
    /// The user that called.
    pub(super) owner: String,
    /// Unix microseconds, as is the one below.
    pub(super) accepted_at: i64,
    pub(super) start_at: i64,
    pub(super) recipients: Vec<Recipient>,
    pub(super) cancelled: AtomicBool,
    /// When its report was asked for last.
    pub(super) asked: Mutex<Option<i64>>,
}

/// One number of a package and what will become of it.
pub(super) struct Recipient {
    /// Ten digits.
    pub(super) number: u64,
    pub(super) status: u8,
    /// When `status` is reached, unix microseconds; `i64::MAX` is never.
    pub(super) final_at: i64,
}

impl Package {
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Acquire)
    }
}

impl Recipient {
    /// The status at the given time: 4 in the queue, 1 in progress, then the last.
    pub(super) fn status_at(&self, start: i64, now: i64) -> u8 {
        if now >= self.final_at {
            self.status
        } else if now >= start {
            1
        } else {
            4
        }
    }
}

#[derive(Default)]
pub(super) struct Store(RwLock<HashMap<String, Arc<Package>>>);

impl Store {
    pub(super) fn add(&self, build: impl FnOnce(String) -> Package) -> Arc<Package> {
        let mut packages = write(&self.0);
        let id = (FIRST_ID + packages.len() as u64).to_string();
        let package = Arc::new(build(id.clone()));
        packages.insert(id, package.clone());
        package
    }

    pub(super) fn find(&self, id: &str) -> Option<Arc<Package>> {
        read(&self.0).get(id).cloned()
    }

    pub(super) fn clear(&self) {
        write(&self.0).clear();
    }
}
