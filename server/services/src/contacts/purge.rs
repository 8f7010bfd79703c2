use std::time::Duration;

use domain::contacts::DAYS_TO_RESTORE;
use storage::contacts;

use crate::error::ServiceError;
use crate::services::Services;

/// Cards of one write.
const PIECE: u32 = 50;

impl Services {
    /// Removes the cards for good that were deleted thirty days ago. Returns how many went.
    ///
    /// # Errors
    /// Storage; what went until then is gone.
    pub async fn purge_deleted_contacts(&self) -> Result<usize, ServiceError> {
        let before = self.now() - Duration::from_secs(u64::from(DAYS_TO_RESTORE) * 24 * 3_600);
        let mut gone = 0;
        loop {
            let old = contacts::deleted_before(self.db().read(), before, PIECE).await?;
            if old.is_empty() {
                return Ok(gone);
            }
            gone += old.len();
            let work = self.db().write(move |tx| {
                Box::pin(async move {
                    for (company, id) in old {
                        contacts::purge(tx, company, id).await?;
                    }
                    Ok(())
                })
            });
            work.await?;
        }
    }
}
