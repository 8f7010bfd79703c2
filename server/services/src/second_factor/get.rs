use domain::accounts::{SecondFactorView, SeedView};
use domain::id::UserId;
use storage::second_factors::{self, SecondFactor};

use super::begin::CONFIRM;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The second factor of the person who asks. A seed is shown until its first code comes; recovery
    /// codes until they are put away, ten minutes at most.
    ///
    /// # Errors
    /// `SignInNeeded`, or storage.
    pub async fn own_second_factor(&self, actor: &Actor) -> Result<SecondFactorView, ServiceError> {
        actor.require_session()?;
        let Some(factor) = second_factors::find(self.db().read(), actor.user()).await? else {
            return Ok(SecondFactorView::default());
        };
        match factor.confirmed_at {
            Some(_) => self.factor_that_is_on(factor).await,
            None if self.now().since(factor.begun_at) >= CONFIRM => Ok(SecondFactorView::default()),
            None => {
                let to_confirm = Some(self.seed_to_read(actor, factor).await?);
                Ok(SecondFactorView { to_confirm, ..SecondFactorView::default() })
            }
        }
    }

    async fn seed_to_read(&self, actor: &Actor, factor: SecondFactor) -> Result<SeedView, ServiceError> {
        let seed = self.open_seed(factor.user, factor.seed).await?;
        let picture = seed.to_photograph(&self.brand().await?.name, actor.email())?;
        Ok(SeedView { secret: seed.to_type(), picture })
    }

    async fn factor_that_is_on(&self, factor: SecondFactor) -> Result<SecondFactorView, ServiceError> {
        let user: UserId = factor.user;
        let fresh = factor.fresh.filter(|fresh| self.now() < fresh.until);
        let fresh_codes = match fresh {
            Some(fresh) => self.open_codes(user, fresh.sealed).await?,
            None => Vec::new(),
        };
        let left = second_factors::codes_left(self.db().read(), user).await?;
        let codes_left = u32::try_from(left).unwrap_or(u32::MAX);
        Ok(SecondFactorView { is_on: true, to_confirm: None, fresh_codes, codes_left })
    }
}
