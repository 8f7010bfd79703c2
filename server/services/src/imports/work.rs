use std::time::Duration;

use domain::failure::Problem;
use futures::future::join_all;
use storage::imports::{self, Import};

use super::run::{LEASE, Run, finish};
use crate::error::ServiceError;
use crate::services::Services;

/// Lists that are taken in at the same time: a long one does not hold up a short one.
const AT_ONCE: usize = 3;
/// How long to wait for a word about new work.
const ROUND: Duration = Duration::from_secs(30);
/// After a fault of the database.
const BREATH: Duration = Duration::from_secs(2);
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
        let workers = join_all((0..AT_ONCE).map(|_| self.take_lists_in()));
        tokio::select! {
            () = stop => {}
            _ = workers => {}
            () = self.purge_now_and_then() => {}
        }
        Ok(())
    }

    /// Takes the oldest list that waits in, to its end. `false` when none waits.
    ///
    /// # Errors
    /// Storage; the list is gone on with later, or given up after a few faults.
    pub async fn take_next_list_in(&self) -> Result<bool, ServiceError> {
        let Some(import) = self.claim_list().await? else { return Ok(false) };
        let taken = self.take_list_in(&import).await;
        if taken.is_err() {
            self.give_back_or_up(&import).await?;
        }
        taken.map(|()| true)
    }

    async fn take_lists_in(&self) {
        loop {
            match self.take_next_list_in().await {
                Ok(true) => {}
                Ok(false) => self.import_work().wait(ROUND).await,
                Err(error) => {
                    tracing::error!(%error, "a list could not be taken in");
                    tokio::time::sleep(BREATH).await;
                }
            }
        }
    }

    async fn purge_now_and_then(&self) {
        loop {
            if let Err(error) = self.purge_files().await {
                tracing::error!(%error, "old files could not be deleted");
            }
            if let Err(error) = self.purge_deleted_contacts().await {
                tracing::error!(%error, "deleted contacts could not be removed");
            }
            tokio::time::sleep(PURGE).await;
        }
    }

    async fn claim_list(&self) -> Result<Option<Import>, ServiceError> {
        let (now, until) = (self.now(), self.now() + LEASE);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(imports::claim(tx, now, until).await?) }));
        Ok(work.await?)
    }

    async fn give_back_or_up(&self, import: &Import) -> Result<(), ServiceError> {
        if self.import_work().is_hopeless(import.id) {
            return finish(self, import, Some(Problem::Internal)).await;
        }
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
