use domain::operator::{OperatorProfile, OperatorProfileForm};
use domain::page::Brand;
use serde_json::json;
use storage::platform;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The operator's name and contact address.
    ///
    /// # Errors
    /// Storage.
    pub async fn brand(&self) -> Result<Brand, ServiceError> {
        Ok(self.operator().await?.brand)
    }

    /// The operator as pages, mails and documents name it; for operators.
    ///
    /// # Errors
    /// `Forbidden`, or storage.
    pub async fn operator_profile(&self, actor: &Actor) -> Result<OperatorProfile, ServiceError> {
        actor.require_operator()?;
        self.operator().await
    }

    /// Changes how pages, mails and documents name the operator; for operators.
    ///
    /// # Errors
    /// `Forbidden`, or everything wrong in the form.
    pub async fn save_operator_profile(
        &self,
        actor: &Actor,
        form: &OperatorProfileForm,
    ) -> Result<(), ServiceError> {
        actor.require_operator()?;
        let operator = form.parse()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let change = Change::of_platform("platform.operator_changed", "platform", json!(operator));
                platform::set_operator(tx, operator).await?;
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }

    /// Who operates the installation.
    pub(crate) async fn operator(&self) -> Result<OperatorProfile, ServiceError> {
        let platform = platform::find(self.db().read()).await?;
        Ok(platform.map(|found| found.operator).unwrap_or_default())
    }

    /// Whether nobody has signed up yet.
    ///
    /// # Errors
    /// Storage.
    pub async fn needs_setup(&self) -> Result<bool, ServiceError> {
        let platform = platform::find(self.db().read()).await?;
        Ok(platform.is_some_and(|found| found.first_user_at.is_none()))
    }
}
