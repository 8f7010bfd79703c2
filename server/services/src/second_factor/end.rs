use domain::accounts::{AccessKind, EndSecondFactorForm, ResetSecondFactorForm};
use domain::failure::{Failure, Problem};
use serde_json::json;
use storage::{Tx, second_factors, users};

use super::notice::factor_notice;
use crate::accounts::note_access;
use crate::actor::{Actor, Origin};
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;
use crate::system_mail::send_system_mail;

impl Services {
    /// Switches the factor of the person who asks off, by password and code.
    ///
    /// # Errors
    /// `WrongCredentials` at `factor_password`, `WrongCode` at `one_time_code`, `TooManyTries`;
    /// `AlreadyDone` where none is on.
    pub async fn end_second_factor(
        &self,
        actor: &Actor,
        form: &EndSecondFactorForm,
    ) -> Result<(), ServiceError> {
        actor.require_session()?;
        let (password, code) = form.parse()?;
        let user = self.own_account(actor).await?;
        let factor = self.open_factor(user.id).await?.ok_or(Problem::AlreadyDone)?;
        let tries = self.try_password(actor, &user, &password, "factor_password").await?;
        let notice = factor_notice(self, user.id, false, actor.origin()).await?;
        let (services, author) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let is_right = factor.take(tx, &services, &code).await?.is_some();
                if is_right {
                    tries.forgive(tx).await?;
                    switch_off(tx, &services, &author).await?;
                    send_system_mail(tx, notice).await?;
                }
                Ok::<_, ServiceError>(is_right)
            })
        });
        if work.await? { Ok(()) } else { Err(self.refuse_code(user.id, actor.origin()).await?.into()) }
    }

    /// Takes the second factor of somebody away who has lost it; for operators, and not for their own.
    ///
    /// # Errors
    /// `Forbidden`; at `login` `NotFound`, or `AlreadyDone` where none is on.
    pub async fn reset_second_factor(
        &self,
        actor: &Actor,
        form: &ResetSecondFactorForm,
    ) -> Result<(), ServiceError> {
        actor.require_operator()?;
        let login = form.parse()?;
        let user = users::find_by_login(self.db().read(), &login).await?;
        let user = user.ok_or_else(|| Failure::field("login", Problem::NotFound))?.id;
        if user == actor.user() {
            return Err(Problem::Forbidden.into());
        }
        let notice = factor_notice(self, user, false, &Origin::local()).await?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !second_factors::remove(tx, user).await? {
                    return Err(Failure::field("login", Problem::AlreadyDone).into());
                }
                second_factors::drop_steps_of(tx, user).await?;
                send_system_mail(tx, notice).await?;
                // The person sees that it happened, not from where the operator works.
                let (kind, nowhere) = (AccessKind::SecondFactorReset, Origin::local());
                note_access(tx, &services, kind, Some(user), None, &nowhere).await?;
                let change = Change::of_platform("second_factor.reset", user, json!({}));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }
}

async fn switch_off(tx: &Tx, services: &Services, actor: &Actor) -> Result<(), ServiceError> {
    let user = actor.user();
    second_factors::remove(tx, user).await?;
    note_access(tx, services, AccessKind::SecondFactorOff, Some(user), None, actor.origin()).await?;
    record_change(tx, services, actor, Change::of_platform("second_factor.off", user, json!({}))).await
}
