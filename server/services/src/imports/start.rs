use domain::failure::Problem;
use domain::id::{CompanyId, ImportId};
use domain::imports::{ImportPlan, ImportState, MappingForm};
use domain::rights::Right;
use domain::topic::Topic;
use serde_json::json;
use storage::imports::{self, Import};

use super::map::plan_of;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Lets a list be taken in as the form says, once; starting it again in the same way answers the same
    /// import and changes nothing. The rows follow in the background.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; a wrong form; `AlreadyDone` for a list that was started in another way,
    /// `Conflict` for one that was thrown away; what makes a list unreadable.
    pub async fn start_import(&self, actor: &Actor, form: &MappingForm) -> Result<ImportId, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let id: ImportId = form.import.parse().map_err(|_| Problem::NotFound)?;
        let import = self.find_import(company, id).await?;
        let plan = plan_of(&import, form)?;
        if import.state == ImportState::Uploaded && self.begin(actor, company, import, &plan).await? {
            self.import_work().tell();
            self.tell(company, Topic::Import(id));
            return Ok(id);
        }
        let first = self.find_import(company, id).await?;
        match first.started_at {
            Some(_) if first.plan == plan => Ok(id),
            Some(_) => Err(Problem::AlreadyDone.into()),
            None => Err(Problem::Conflict.into()),
        }
    }

    /// `false` when somebody else was first.
    async fn begin(
        &self,
        actor: &Actor,
        company: CompanyId,
        import: Import,
        plan: &ImportPlan,
    ) -> Result<bool, ServiceError> {
        let (_, total) = self.beginning(&import, plan).await?;
        let (services, actor, plan, at) = (self.clone(), actor.clone(), plan.clone(), self.now());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let is_first = imports::start(tx, company, import.id, &plan, total, at).await?;
                if is_first {
                    let details = json!({ "file": import.file_name, "rows": total });
                    let change = Change::of_company(company, "import.started", import.id, details);
                    record_change(tx, &services, &actor, change).await?;
                }
                Ok(is_first)
            })
        });
        work.await
    }
}
