use std::time::Duration;

use domain::accounts::{AccessKind, OneTimeCode, OneTimeCodeForm};
use domain::failure::{Failure, Problem};
use domain::id::UserId;
use storage::second_factors::{self, SignInStep};
use storage::users::{self, User};

use super::note_access;
use super::sign_in::end_previous;
use super::start_session::{NewSession, SignedIn, start_session};
use super::tries::{TriedAccount, Tries};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::passwords::StoredPassword;
use crate::second_factor::Taken;
use crate::secrets::Token;
use crate::services::Services;

/// How long a sign-in waits for its code.
const STEP_LIVES: Duration = Duration::from_secs(10 * 60);

impl Services {
    /// After a right password of somebody with a second factor: waits for the code. The try stays counted
    /// until the code was right too.
    pub(super) async fn ask_for_code(
        &self,
        user: &User,
        fresh: Option<StoredPassword>,
        next: Option<String>,
        origin: &Origin,
    ) -> Result<Token, ServiceError> {
        let cookie = Token::generate()?;
        let step = SignInStep {
            cookie_hash: cookie.hash().into_bytes(),
            user: user.id,
            next: next.unwrap_or_default(),
            expires_at: self.now() + STEP_LIVES,
        };
        let (services, origin) = (self.clone(), origin.clone());
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                if let Some(hash) = fresh {
                    users::set_password(tx, step.user, hash.as_str(), None).await?;
                }
                let user = Some(step.user);
                second_factors::ask_step(tx, step).await?;
                Ok(note_access(tx, &services, AccessKind::SecondStepAsked, user, None, &origin).await?)
            })
        });
        work.await?;
        Ok(cookie)
    }

    /// The second step of a sign-in. `step` is the cookie that the first one left, `previous` the session
    /// cookie that the browser came with; it ends.
    ///
    /// # Errors
    /// At `one_time_code` `WrongCode`, and `CodeExpired` when the sign-in has to begin anew;
    /// `TooManyTries` with the seconds to wait.
    pub async fn finish_sign_in(
        &self,
        form: &OneTimeCodeForm,
        step: Option<&Token>,
        origin: &Origin,
        previous: Option<&Token>,
    ) -> Result<SignedIn, ServiceError> {
        let code = form.parse()?;
        let (step, user) = self.waiting_step(step).await?;
        let tries = self.reserve_code_try(&user, origin).await?;
        match self.take_second_step(&user, &step, &code).await? {
            Some(taken) => self.enter_by_code(user, step, taken, tries, origin, previous).await,
            None => Err(self.refuse_code(user.id, origin).await?.into()),
        }
    }

    async fn waiting_step(&self, cookie: Option<&Token>) -> Result<(SignInStep, User), ServiceError> {
        let expired = || Failure::field("one_time_code", Problem::CodeExpired);
        let hash = cookie.ok_or_else(expired)?.hash();
        let step = second_factors::find_step(self.db().read(), hash.as_bytes(), self.now()).await?;
        let step = step.ok_or_else(expired)?;
        let user = users::find(self.db().read(), step.user).await?;
        Ok((step, user.filter(|user| user.closed_at.is_none()).ok_or_else(expired)?))
    }

    /// Counts a try at a code as one at the account.
    async fn reserve_code_try(&self, user: &User, origin: &Origin) -> Result<Tries, ServiceError> {
        let is_familiar = self.is_familiar(Some(user), origin).await?;
        let tries = Tries::new(self, &TriedAccount::known(user.id), origin, is_familiar);
        let (services, reserved) = (self.clone(), tries.clone());
        let work =
            self.db().try_write(move |tx| Box::pin(async move { reserved.reserve(tx, &services).await }));
        work.await?;
        Ok(tries)
    }

    /// Takes the code, and the step with it, so that neither serves twice.
    async fn take_second_step(
        &self,
        user: &User,
        step: &SignInStep,
        code: &OneTimeCode,
    ) -> Result<Option<Taken>, ServiceError> {
        let expired = || Failure::field("one_time_code", Problem::CodeExpired);
        let factor = self.open_factor(user.id).await?.ok_or_else(expired)?;
        let (services, hash, code) = (self.clone(), step.cookie_hash.clone(), code.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let taken = factor.take(tx, &services, &code).await?;
                if taken.is_some() && !second_factors::take_step(tx, &hash).await? {
                    return Err(expired().into());
                }
                Ok::<_, ServiceError>(taken)
            })
        });
        work.await
    }

    async fn enter_by_code(
        &self,
        user: User,
        step: SignInStep,
        taken: Taken,
        tries: Tries,
        origin: &Origin,
        previous: Option<&Token>,
    ) -> Result<SignedIn, ServiceError> {
        let new = NewSession {
            cookie: Token::generate()?,
            user: user.id,
            company: self.company_to_enter(user.id).await?,
            origin: origin.clone(),
        };
        let previous = previous.map(|token| token.hash().into_bytes());
        let services = self.clone();
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                end_previous(tx, previous).await?;
                tries.forgive(tx).await?;
                if taken == Taken::Recovery {
                    let (kind, user) = (AccessKind::RecoveryCodeUsed, Some(new.user));
                    note_access(tx, &services, kind, user, None, &new.origin).await?;
                }
                start_session(tx, &services, &new).await?;
                Ok::<_, ServiceError>(new.signed_in())
            })
        });
        let next = Some(step.next).filter(|next| !next.is_empty());
        Ok(SignedIn { next, ..work.await? })
    }

    /// Notes a wrong code and says what is wrong.
    pub(crate) async fn refuse_code(&self, user: UserId, origin: &Origin) -> Result<Failure, ServiceError> {
        let (services, origin, user) = (self.clone(), origin.clone(), Some(user));
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                Ok(note_access(tx, &services, AccessKind::CodeRefused, user, None, &origin).await?)
            })
        });
        work.await?;
        Ok(Failure::field("one_time_code", Problem::WrongCode))
    }
}
