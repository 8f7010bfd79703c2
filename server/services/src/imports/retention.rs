use storage::{files, imports};

use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Deletes the files whose time is over, with what stood in them elsewhere, and those that broken-off
    /// uploads left behind. Returns how many.
    ///
    /// # Errors
    /// Storage or disk; what was deleted until then stays deleted.
    pub async fn purge_files(&self) -> Result<u64, ServiceError> {
        let mut gone = 0;
        for file in files::expired(self.db().read(), self.now()).await? {
            let (company, id) = (file.company, file.id);
            let work = self.db().write(move |tx| {
                Box::pin(async move { Ok(imports::forget_rejects(tx, company, id).await?) })
            });
            work.await?;
            self.files().delete(company, id).await?;
            gone += 1;
        }
        Ok(gone + self.files().purge_orphans().await?)
    }
}
