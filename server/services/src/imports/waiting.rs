use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::id::ImportId;
use tokio::sync::Notify;

/// Faults of one list before it is given up.
const MOST_FAULTS: u32 = 5;

/// What the workers of this process share: a word about new work, and which lists went wrong.
#[derive(Debug, Default)]
pub(crate) struct ImportWork {
    word: Notify,
    faults: Mutex<HashMap<ImportId, u32>>,
}

impl ImportWork {
    /// Wakes a worker.
    pub fn tell(&self) {
        self.word.notify_one();
    }

    /// Waits for a word. Running out of time is as good as one: another process may have been told.
    pub(super) async fn wait(&self, most: Duration) {
        let _ = tokio::time::timeout(most, self.word.notified()).await;
    }

    /// Notes a fault; whether the list has had so many that it is to be given up.
    pub(super) fn is_hopeless(&self, import: ImportId) -> bool {
        let mut faults = self.faults.lock().unwrap_or_else(PoisonError::into_inner);
        let count = faults.entry(import).or_default();
        *count += 1;
        let hopeless = *count >= MOST_FAULTS;
        if hopeless {
            faults.remove(&import);
        }
        hopeless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_given_up_after_a_few_faults_of_its_own() {
        let work = ImportWork::default();
        let [one, other] = [1, 2].map(ImportId::from_i64);
        let told: Vec<_> = (0..5).map(|_| work.is_hopeless(one)).collect();
        assert_eq!(told, [false, false, false, false, true]);
        assert!(!work.is_hopeless(other) && !work.is_hopeless(one));
    }
}
