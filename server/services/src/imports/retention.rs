use storage::{files, imports};

use super::upload::KEPT;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Deletes the files whose time is over, what stood in them elsewhere, and those that broken-off
    /// uploads left behind. Returns how many files went.
    ///
    /// # Errors
    /// Storage or disk; what was deleted until then stays deleted.
    pub async fn purge_files(&self) -> Result<u64, ServiceError> {
        let (mut gone, now) = (0, self.now());
        for file in files::expired(self.db().read(), now).await? {
            let (company, id) = (file.company, file.id);
            let work = self.db().write(move |tx| {
                Box::pin(async move { Ok(imports::forget_file(tx, company, id, now).await?) })
            });
            work.await?;
            self.files().delete(company, id).await?;
            gone += 1;
        }
        self.purge_rejects().await?;
        Ok(gone + self.files().purge_orphans().await?)
    }

    /// Cells of lists go with the lists.
    async fn purge_rejects(&self) -> Result<(), ServiceError> {
        let before = self.now() - KEPT;
        for (company, id) in imports::with_old_rejects(self.db().read(), before).await? {
            loop {
                let work = self.db().write(move |tx| {
                    Box::pin(async move { Ok(imports::forget_rejects(tx, company, id).await?) })
                });
                if !work.await? {
                    break;
                }
            }
        }
        Ok(())
    }
}
