use domain::failure::Failure;
use domain::id::CompanyId;
use domain::limits::{Asked, CompanyLimitsForm, CompanyLimitsView, Used};
use domain::message::Channel;
use domain::rights::Right;
use serde_json::json;
use storage::limits;

use super::told::told;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The company's limits and what it has used of them; money that was used is told those alone who may
    /// see it.
    ///
    /// # Errors
    /// `Forbidden` without the right to manage the company.
    pub async fn company_limits(&self, actor: &Actor) -> Result<CompanyLimitsView, ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let (db, today) = (self.db().read(), self.now().to_istanbul().date());
        let limits = limits::find(db, company).await?;
        let sees_money = actor.rights().has(Right::SeeFinancial);
        let used = async |channel| {
            let used = limits::used(db, company, channel, &limits, today).await?;
            let money_day = if sees_money { used.money_day } else { 0 };
            Ok::<_, ServiceError>(Used { money_day, ..used })
        };
        Ok(CompanyLimitsView {
            limits,
            sms: used(Channel::Sms).await?,
            whatsapp: used(Channel::Whatsapp).await?,
            email: used(Channel::Email).await?,
        })
    }

    /// Sets all limits of the company; what is used already stays used.
    ///
    /// # Errors
    /// `Forbidden`, or everything wrong in the form.
    pub async fn save_company_limits(
        &self,
        actor: &Actor,
        form: &CompanyLimitsForm,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageCompany)?;
        let limits = form.parse()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                limits::save(tx, company, &limits, services.now()).await?;
                let change = Change::of_company(company, "company.limits_changed", company, json!(limits));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }

    /// What a send would be refused with now.
    pub(crate) async fn limit_in_the_way(
        &self,
        actor: &Actor,
        company: CompanyId,
        asked: &Asked,
    ) -> Result<Option<Failure>, ServiceError> {
        let (db, today) = (self.db().read(), self.now().to_istanbul().date());
        let limits = limits::find(db, company).await?;
        let used = limits::used(db, company, asked.channel, &limits, today).await?;
        Ok(limits.check(asked, &used, today).err().map(|reached| told(reached, actor)))
    }
}
