use std::collections::BTreeMap;

use domain::contacts::AddressSource;
use domain::id::CompanyId;
use domain::time::Timestamp;

use super::counts;
use super::reach::Reach;
use crate::ids::Ids;
use crate::{StorageError, Tx};

/// Who writes contacts, where they come from, and when.
#[derive(Debug, Clone)]
pub struct Writing {
    pub ids: Ids,
    pub company: CompanyId,
    pub source: AddressSource,
    pub now: Timestamp,
}

/// A transaction with what it has to add to the counters at its end.
pub(super) struct Desk<'t> {
    pub tx: &'t Tx,
    pub by: &'t Writing,
    people: BTreeMap<Reach, i64>,
}

impl<'t> Desk<'t> {
    pub const fn new(tx: &'t Tx, by: &'t Writing) -> Self {
        Self { tx, by, people: BTreeMap::new() }
    }

    pub fn count(&mut self, reach: Reach, change: i64) {
        *self.people.entry(reach).or_default() += change;
    }

    /// Writes the counters. The last statement, since others wait for their rows from here on.
    pub async fn finish(self) -> Result<(), StorageError> {
        for (reach, change) in self.people {
            if change != 0 {
                counts::add(self.tx, self.by.company, reach, change).await?;
            }
        }
        Ok(())
    }
}
