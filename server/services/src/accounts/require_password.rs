use domain::accounts::Password;
use domain::failure::{Failure, Problem};
use storage::users::User;

use super::tries::{TriedAccount, Tries};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::passwords::{StoredPassword, Verdict};
use crate::services::Services;

impl Services {
    /// Asks for the password once more, under the same back-off as a sign-in.
    ///
    /// # Errors
    /// `WrongCredentials` at `field`, or `TooManyTries`.
    pub(crate) async fn require_password(
        &self,
        actor: &Actor,
        user: &User,
        password: &Password,
        field: &str,
    ) -> Result<(), ServiceError> {
        let tries = self.try_password(actor, user, password, field).await?;
        self.db().try_write(move |tx| Box::pin(async move { tries.forgive(tx).await })).await
    }

    /// The same where a code is asked for beside the password: the try stays counted until the caller
    /// forgives it, or a right password would buy any number of codes.
    ///
    /// # Errors
    /// As [`require_password`](Self::require_password).
    pub(crate) async fn try_password(
        &self,
        actor: &Actor,
        user: &User,
        password: &Password,
        field: &str,
    ) -> Result<Tries, ServiceError> {
        let tries = Tries::new(self, &TriedAccount::known(user.id), actor.origin(), true);
        let (services, reserved) = (self.clone(), tries.clone());
        let reserve =
            self.db().try_write(move |tx| Box::pin(async move { reserved.reserve(tx, &services).await }));
        reserve.await?;
        let stored = StoredPassword::from_column(user.password.clone());
        if self.passwords().verify(password, Some(&stored)).await? == Verdict::Wrong {
            return Err(Failure::field(field, Problem::WrongCredentials).into());
        }
        Ok(tries)
    }
}
