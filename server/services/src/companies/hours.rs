use domain::companies::{SendingHours, SendingHoursForm};
use domain::failure::Problem;
use domain::rights::Right;
use domain::time::Weekday;
use serde_json::json;
use storage::companies;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// When messages of the company that nobody waits for may leave.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn sending_hours(&self, actor: &Actor) -> Result<SendingHours, ServiceError> {
        let company = actor.company()?;
        let found = companies::find(self.db().read(), company).await?;
        Ok(found.ok_or(Problem::NotFound)?.hours)
    }

    /// Sets when messages of the company that nobody waits for may leave. Those that wait for the morning
    /// already leave at the time they were given, unless it is quiet by then.
    ///
    /// # Errors
    /// `Forbidden`; everything wrong in the form.
    pub async fn set_sending_hours(
        &self,
        actor: &Actor,
        form: &SendingHoursForm,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let hours = form.parse()?;
        let days: Vec<_> =
            Weekday::ALL.into_iter().filter(|day| hours.has(*day)).map(Weekday::word).collect();
        let details = json!({ "from": hours.from(), "until": hours.until(), "days": days });
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                companies::set_hours(tx, company, hours, services.now()).await?;
                let change = Change::of_company(company, "company.hours_changed", company, details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }
}
