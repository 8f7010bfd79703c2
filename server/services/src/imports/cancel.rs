use domain::id::ImportId;
use domain::rights::Right;
use domain::topic::Topic;
use serde_json::json;
use storage::imports;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Stops an import, or throws an uploaded list away. What was taken in stays; the list is deleted at
    /// once. One that is over stays as it is.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn cancel_import(&self, actor: &Actor, id: ImportId) -> Result<(), ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let import = self.find_import(company, id).await?;
        let (services, actor, at) = (self.clone(), actor.clone(), self.now());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let stopped = imports::cancel(tx, company, id, at).await?;
                if stopped {
                    let change = Change::of_company(company, "import.cancelled", id, json!({}));
                    record_change(tx, &services, &actor, change).await?;
                }
                Ok::<_, ServiceError>(stopped)
            })
        });
        if let (true, Some(file)) = (work.await?, import.file) {
            self.files().delete(company, file).await?;
            self.tell(company, Topic::Import(id));
        }
        Ok(())
    }
}
