use domain::failure::Problem;
use domain::id::ImportId;
use domain::imports::{ImportState, MappingForm};
use domain::rights::Right;
use domain::topic::Topic;
use serde_json::json;
use storage::imports;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Lets a list be taken in as the form says, once; starting it again answers the same import and
    /// changes nothing. The rows follow in the background.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; a wrong form; what makes a list unreadable.
    pub async fn start_import(&self, actor: &Actor, form: &MappingForm) -> Result<ImportId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let id: ImportId = form.import.parse().map_err(|_| Problem::NotFound)?;
        let import = self.find_import(company, id).await?;
        if import.state != ImportState::Uploaded {
            return Ok(id);
        }
        let (plan, total) = self.checked_plan(&import, form).await?;
        let (services, actor, at) = (self.clone(), actor.clone(), self.now());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if imports::start(tx, company, id, &plan, total, at).await? {
                    let details = json!({ "file": import.file_name, "rows": total });
                    let change = Change::of_company(company, "import.started", id, details);
                    record_change(tx, &services, &actor, change).await?;
                }
                Ok::<_, ServiceError>(())
            })
        });
        work.await?;
        self.import_work().tell();
        self.live().tell(company, Topic::Import(id));
        Ok(id)
    }
}
