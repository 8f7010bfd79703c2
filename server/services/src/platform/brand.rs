use domain::failure::{Checks, Failure, Problem};
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
        let platform = platform::find(self.db().read()).await?;
        Ok(platform.map_or_else(Brand::default, |found| Brand { name: found.brand, contact: found.contact }))
    }

    /// Changes the operator's name and contact address; for operators.
    ///
    /// # Errors
    /// `Forbidden`, or a missing or overlong field.
    pub async fn save_brand(&self, actor: &Actor, brand: Brand) -> Result<(), ServiceError> {
        actor.require_operator()?;
        check(&brand)?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                platform::set_brand(tx, brand.name.trim(), brand.contact.trim()).await?;
                let change = Change::of_platform("platform.brand_changed", "platform", json!(brand));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
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

fn check(brand: &Brand) -> Result<(), Failure> {
    let mut checks = Checks::default();
    let fits = |text: &str| match text.trim().chars().count() {
        0 => Err(Problem::Required),
        1..=100 if !text.chars().any(char::is_control) => Ok(()),
        _ => Err(Problem::TooLong),
    };
    checks.take("name", fits(&brand.name));
    checks.take("contact", fits(&brand.contact));
    checks.done()
}
