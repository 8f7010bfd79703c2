use domain::accounts::PhoneForm;
use domain::failure::Problem;
use serde_json::json;
use storage::users;

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The phone of the person who asks, as others may write it; empty without one.
    ///
    /// # Errors
    /// `SignInNeeded`, or storage.
    pub async fn own_phone(&self, actor: &Actor) -> Result<String, ServiceError> {
        let user = users::find(self.db().read(), actor.user()).await?.ok_or(Problem::SignInNeeded)?;
        Ok(user.phone.unwrap_or_default())
    }

    /// Keeps the phone of the person who asks; nobody has proven yet that it is theirs.
    ///
    /// # Errors
    /// `NotAPhone` at `phone`.
    pub async fn save_own_phone(&self, actor: &Actor, form: &PhoneForm) -> Result<(), ServiceError> {
        let phone = form.parse()?.map(|phone| phone.as_str().to_owned());
        if self.own_phone(actor).await? == phone.clone().unwrap_or_default() {
            return Ok(());
        }
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                users::set_phone(tx, actor.user(), phone.as_deref()).await?;
                let details = json!({ "has_phone": phone.is_some() });
                let change = Change::of_platform("account.phone_changed", actor.user(), details);
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }
}
