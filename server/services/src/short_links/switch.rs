use domain::rights::Right;
use domain::short_links::ShortLinksForm;
use serde_json::json;
use storage::companies;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Sets whether web addresses in the company's SMS are shortened; what was sent keeps its addresses.
    ///
    /// # Errors
    /// `Forbidden`; `Malformed`.
    pub async fn switch_short_links(&self, actor: &Actor, form: &ShortLinksForm) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let shorten = form.parse()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                companies::set_short_links(tx, company, shorten, services.now()).await?;
                let details = json!({ "shorten": shorten });
                let change = Change::of_company(company, "company.short_links_changed", company, details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }
}
