use std::time::Duration;

use domain::accounts::{AccessKind, BeginSecondFactorForm, OneTimeCode, OneTimeCodeForm};
use domain::failure::{Failure, Problem};
use domain::id::UserId;
use serde_json::json;
use storage::second_factors::{self, FreshCodes};
use storage::{Tx, sessions};

use super::notice::factor_notice;
use super::recovery;
use super::seed::Seed;
use super::totp::matching_step;
use crate::accounts::note_access;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;
use crate::system_mail::send_system_mail;

/// How long recovery codes may be looked at, and how long a seed waits for its first code.
const LOOK: Duration = Duration::from_secs(10 * 60);
pub(super) const CONFIRM: Duration = Duration::from_secs(60 * 60);

impl Services {
    /// Makes a seed for the person who asks, in the place of one that was never confirmed. Nothing is on
    /// until the first code comes.
    ///
    /// # Errors
    /// `WrongCredentials` at `factor_password`, `TooManyTries`; `AlreadyDone` where one is on.
    pub async fn begin_second_factor(
        &self,
        actor: &Actor,
        form: &BeginSecondFactorForm,
    ) -> Result<(), ServiceError> {
        actor.require_session()?;
        let password = form.parse()?;
        let user = self.own_account(actor).await?;
        self.require_password(actor, &user, &password, "factor_password").await?;
        let (id, now) = (user.id, self.now());
        let seed = self.seal_seed(id, &Seed::generate()?).await?;
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let begun = second_factors::begin(tx, id, seed, now).await?;
                if begun { Ok(()) } else { Err(ServiceError::from(Problem::AlreadyDone)) }
            })
        });
        work.await
    }

    /// Switches the factor on by a first code, and makes ten recovery codes. The other sessions of the
    /// person end: who was there before may have come without the code.
    ///
    /// # Errors
    /// `WrongCode` at `one_time_code`; `CodeExpired` without a seed that waits.
    pub async fn confirm_second_factor(
        &self,
        actor: &Actor,
        form: &OneTimeCodeForm,
    ) -> Result<(), ServiceError> {
        actor.require_session()?;
        let step = self.first_step(actor.user(), &form.parse()?).await?;
        let codes = recovery::generate()?;
        let until = self.now() + LOOK;
        let fresh = FreshCodes { sealed: self.seal_codes(actor.user(), &codes).await?, until };
        let hashes = codes.iter().map(|code| self.recovery_hash(actor.user(), code)).collect();
        let notice = factor_notice(self, actor.user(), true, actor.origin()).await?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                switch_on(tx, &services, &actor, step, fresh, hashes).await?;
                Ok::<_, ServiceError>(send_system_mail(tx, notice).await?)
            })
        });
        work.await
    }

    /// The time step of the first code of a seed that waits.
    async fn first_step(&self, user: UserId, code: &OneTimeCode) -> Result<i64, ServiceError> {
        let expired = || Failure::field("one_time_code", Problem::CodeExpired);
        let waiting = second_factors::find(self.db().read(), user).await?.ok_or_else(expired)?;
        let is_late = waiting.confirmed_at.is_some() || self.now().since(waiting.begun_at) >= CONFIRM;
        if is_late {
            return Err(expired().into());
        }
        let seed = self.open_seed(user, waiting.seed).await?.bytes()?;
        let step = match code {
            OneTimeCode::Timed(digits) => matching_step(&seed, digits, self.now()),
            OneTimeCode::Recovery(_) => None,
        };
        Ok(step.ok_or_else(|| Failure::field("one_time_code", Problem::WrongCode))?)
    }

    /// Forgets the recovery codes that are shown: their owner has put them away.
    ///
    /// # Errors
    /// Storage.
    pub async fn put_recovery_codes_away(&self, actor: &Actor) -> Result<(), ServiceError> {
        let user = actor.user();
        let work = self
            .db()
            .write(move |tx| Box::pin(async move { Ok(second_factors::forget_fresh(tx, user).await?) }));
        Ok(work.await?)
    }
}

async fn switch_on(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    step: i64,
    fresh: FreshCodes,
    hashes: Vec<Vec<u8>>,
) -> Result<(), ServiceError> {
    let user = actor.user();
    if !second_factors::confirm(tx, user, step, fresh, services.now()).await? {
        return Err(Problem::AlreadyDone.into());
    }
    second_factors::keep_codes(tx, user, hashes).await?;
    sessions::end_all_of(tx, user, actor.session()).await?;
    note_access(tx, services, AccessKind::SecondFactorOn, Some(user), None, actor.origin()).await?;
    record_change(tx, services, actor, Change::of_platform("second_factor.on", user, json!({}))).await
}
