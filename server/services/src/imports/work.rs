use std::time::{Duration, Instant};

use domain::failure::Problem;
use storage::imports::{self, Import};

use super::run::{LEASE, Run, finish};
use crate::error::ServiceError;
use crate::services::Services;

/// How long to wait for a word about new work; another process may have been told.
const ROUND: Duration = Duration::from_secs(30);
/// After a fault of the database.
const BREATH: Duration = Duration::from_secs(2);
/// Faults in a row before a list is given up.
const MOST_FAULTS: u32 = 5;
/// Between two looks for files whose time is over.
const PURGE: Duration = Duration::from_secs(3_600);

impl Services {
    /// Takes lists in, and deletes old ones, until `stop`; what was begun is gone on with by the next
    /// process. `alone` says that no other process serves the database, so that what an earlier one held
    /// is free at once.
    ///
    /// # Errors
    /// Storage, at the beginning only.
    pub async fn run_imports(&self, alone: bool, stop: impl Future<Output = ()>) -> Result<(), ServiceError> {
        if alone {
            let work = self.db().write(|tx| Box::pin(async move { Ok(imports::free_leases(tx).await?) }));
            work.await?;
        }
        tokio::select! {
            () = stop => {}
            () = self.take_lists_in() => {}
        }
        Ok(())
    }

    /// Takes the oldest list that waits in, to its end. `false` when none waits.
    ///
    /// # Errors
    /// Storage; the list is gone on with later.
    pub async fn take_next_list_in(&self) -> Result<bool, ServiceError> {
        let Some(import) = self.claim_list().await? else { return Ok(false) };
        let taken = self.take_list_in(&import).await;
        if taken.is_err() {
            self.give_list_back(&import).await?;
        }
        taken.map(|()| true)
    }

    async fn take_lists_in(&self) {
        let (mut faults, mut purged) = (0, None);
        loop {
            match self.take_next_list_in().await {
                Ok(true) => faults = 0,
                Ok(false) => {
                    self.purge_now_and_then(&mut purged).await;
                    // Running out of time is as good as a word.
                    let _ = tokio::time::timeout(ROUND, self.import_work().notified()).await;
                }
                Err(error) => {
                    faults += 1;
                    tracing::error!(%error, faults, "a list could not be taken in");
                    tokio::time::sleep(BREATH).await;
                    if faults >= MOST_FAULTS {
                        faults = 0;
                        self.give_up().await;
                    }
                }
            }
        }
    }

    async fn purge_now_and_then(&self, purged: &mut Option<Instant>) {
        if purged.is_none_or(|at| at.elapsed() >= PURGE) {
            *purged = Some(Instant::now());
            if let Err(error) = self.purge_files().await {
                tracing::error!(%error, "old files could not be deleted");
            }
        }
    }

    /// Fails the list that stands first, so that those behind it have their turn.
    async fn give_up(&self) {
        let given_up = async {
            match self.claim_list().await? {
                Some(import) => finish(self, &import, Some(Problem::Internal)).await,
                None => Ok(()),
            }
        };
        if let Err(error) = given_up.await {
            tracing::error!(%error, "a list could not be given up");
        }
    }

    async fn claim_list(&self) -> Result<Option<Import>, ServiceError> {
        let (now, until) = (self.now(), self.now() + LEASE);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(imports::claim(tx, now, until).await?) }));
        Ok(work.await?)
    }

    async fn give_list_back(&self, import: &Import) -> Result<(), ServiceError> {
        let (company, id) = (import.company, import.id);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(imports::release(tx, company, id).await?) }));
        Ok(work.await?)
    }

    async fn take_list_in(&self, import: &Import) -> Result<(), ServiceError> {
        let mut run = match Run::open(self, import.clone()).await {
            Err(error) if error.problem() == Some(Problem::NotFound) => {
                return finish(self, import, Some(Problem::FileUnreadable)).await;
            }
            other => other?,
        };
        loop {
            match run.next_piece().await {
                Ok(true) => {}
                Ok(false) => return run.finish().await,
                // Stopped by a person, or gone on with elsewhere.
                Err(error) if error.problem() == Some(Problem::Conflict) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
    }
}
