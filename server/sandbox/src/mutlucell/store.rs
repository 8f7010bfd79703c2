//! The packages that were accepted.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use crate::memory::Memory;
use crate::sync::{read, write};

/// The first package; the vendor's ids have eight digits.
const FIRST_ID: u64 = 88_096_496;
/// Between two looks for packages to forget, in microseconds.
const LOOK: i64 = 60_000_000;

/// One accepted call of `sndblkex`.
pub(super) struct Package {
    pub(super) id: String,
    /// The user that called.
    pub(super) owner: String,
    /// Unix microseconds, as are those below.
    pub(super) accepted_at: i64,
    pub(super) start_at: i64,
    /// When nothing of it changes any more.
    pub(super) end_at: i64,
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
pub(super) struct Store {
    memory: Memory,
    packages: RwLock<Packages>,
}

#[derive(Default)]
struct Packages {
    by_id: HashMap<String, Arc<Package>>,
    added: u64,
    looked_at: i64,
}

impl Store {
    pub(super) fn new(memory: Memory) -> Self {
        Self { memory, packages: RwLock::default() }
    }

    /// Keeps a package under a new id.
    pub(super) fn add(&self, build: impl FnOnce(String) -> Package) -> Arc<Package> {
        let mut packages = write(&self.packages);
        let id = (FIRST_ID + packages.added).to_string();
        let package = Arc::new(build(id.clone()));
        packages.added += 1;
        packages.forget(self.memory, package.accepted_at);
        packages.by_id.insert(id, package.clone());
        package
    }

    pub(super) fn find(&self, id: &str) -> Option<Arc<Package>> {
        read(&self.packages).by_id.get(id).cloned()
    }

    pub(super) fn clear(&self) {
        *write(&self.packages) = Packages::default();
    }
}

impl Packages {
    fn forget(&mut self, memory: Memory, now: i64) {
        if memory != Memory::All && now - self.looked_at >= LOOK {
            self.looked_at = now;
            self.by_id.retain(|_, package| !memory.forgets(package.end_at, now));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: i64 = 3_600_000_000;

    fn package(id: String, accepted_at: i64, end_at: i64) -> Package {
        Package {
            id,
            owner: String::new(),
            accepted_at,
            start_at: accepted_at,
            end_at,
            recipients: Vec::new(),
            cancelled: AtomicBool::new(false),
            asked: Mutex::default(),
        }
    }

    #[test]
    fn a_package_is_forgotten_some_time_after_its_end_and_its_id_is_never_given_again() {
        let store = Store::new(Memory::Recent(Duration::from_secs(3_600)));
        let add = |at, end| store.add(|id| package(id, at, end)).id.clone();
        let (short, long) = (add(HOUR, HOUR), add(HOUR, 10 * HOUR));
        add(2 * HOUR, 2 * HOUR);
        assert!(store.find(&short).is_some(), "an hour has not passed");
        let later = add(4 * HOUR, 4 * HOUR);
        assert!(store.find(&short).is_none() && store.find(&long).is_some());
        assert!(![short, long].contains(&later));
        let all = Store::new(Memory::All);
        let first = all.add(|id| package(id, 0, 0)).id.clone();
        all.add(|id| package(id, 100 * HOUR, 100 * HOUR));
        assert!(all.find(&first).is_some());
    }
}
