use std::time::Duration;

use domain::accounts::{AccessKind, Login, SignIn, SignInForm};
use domain::failure::Problem;
use domain::id::{CompanyId, UserId};
use storage::audit::{has_signed_in_from, last_company_of};
use storage::users::{self, User};
use storage::{Tx, memberships, second_factors, sessions};

use super::note_access;
use super::start_session::{NewSession, SignedIn, start_session};
use super::tries::{TriedAccount, Tries};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::passwords::{StoredPassword, Verdict};
use crate::secrets::Token;
use crate::services::Services;

/// An address from which the owner has signed in within this time is familiar.
const FAMILIAR: Duration = Duration::from_secs(90 * 24 * 3_600);

/// How far a right password leads.
#[derive(Debug, Clone)]
pub enum Entrance {
    In(SignedIn),
    /// A code is asked for: the value of the cookie for [`Services::finish_sign_in`].
    SecondStep(Token),
}

impl Services {
    /// Signs in somebody without a second factor; see [`begin_sign_in`](Self::begin_sign_in).
    ///
    /// # Errors
    /// `SecondStepNeeded` for everybody else, and whatever `begin_sign_in` refuses.
    pub async fn sign_in(
        &self,
        form: &SignInForm,
        origin: &Origin,
        previous: Option<&Token>,
    ) -> Result<SignedIn, ServiceError> {
        match self.begin_sign_in(form, origin, previous).await? {
            Entrance::In(signed_in) => Ok(signed_in),
            Entrance::SecondStep(_) => Err(Problem::SecondStepNeeded.into()),
        }
    }

    /// Signs in by username or e-mail address, or asks for a code first. `previous` is the session cookie
    /// the browser came with; it ends.
    ///
    /// # Errors
    /// `WrongCredentials`, the same and as late for an unknown account as for a wrong password;
    /// `TooManyTries` with the seconds to wait; `Busy`; a wrong form.
    pub async fn begin_sign_in(
        &self,
        form: &SignInForm,
        origin: &Origin,
        previous: Option<&Token>,
    ) -> Result<Entrance, ServiceError> {
        let sign_in = form.parse()?;
        let user = users::find_by_login(self.db().read(), &sign_in.login).await?;
        let user = user.filter(|user| user.closed_at.is_none());
        let tries = self.reserve_try(&sign_in.login, user.as_ref(), origin).await?;
        let stored = user.as_ref().map(|user| StoredPassword::from_column(user.password.clone()));
        match (user, self.passwords().verify(&sign_in.password, stored.as_ref()).await?) {
            (Some(user), verdict @ (Verdict::Right | Verdict::RightButOutdated)) => {
                let fresh = self.hash_if(verdict, &sign_in).await?;
                if second_factors::is_on(self.db().read(), user.id).await? {
                    let step = self.ask_for_code(&user, fresh, sign_in.next, origin).await?;
                    return Ok(Entrance::SecondStep(step));
                }
                let signed_in = self.enter(user, tries, fresh, origin, previous).await?;
                Ok(Entrance::In(SignedIn { next: sign_in.next, ..signed_in }))
            }
            (user, _) => Err(self.turn_away(user, origin).await?.into()),
        }
    }

    /// Counts the try before the password is looked at.
    async fn reserve_try(
        &self,
        login: &Login,
        user: Option<&User>,
        origin: &Origin,
    ) -> Result<Tries, ServiceError> {
        let account = TriedAccount::of(login, user.map(|user| user.id));
        let tries = Tries::new(self, &account, origin, self.is_familiar(user, origin).await?);
        let (services, reserved) = (self.clone(), tries.clone());
        let work =
            self.db().try_write(move |tx| Box::pin(async move { reserved.reserve(tx, &services).await }));
        work.await?;
        Ok(tries)
    }

    /// Asks the database for unknown accounts too, so that they take as long.
    pub(super) async fn is_familiar(
        &self,
        user: Option<&User>,
        origin: &Origin,
    ) -> Result<bool, ServiceError> {
        let user = user.map_or(UserId::from_i64(0), |user| user.id);
        let since = self.now() - FAMILIAR;
        Ok(has_signed_in_from(self.db().read(), user, &origin.address(), since).await?)
    }

    async fn hash_if(
        &self,
        verdict: Verdict,
        sign_in: &SignIn,
    ) -> Result<Option<StoredPassword>, ServiceError> {
        match verdict {
            Verdict::RightButOutdated => Ok(Some(self.passwords().hash(&sign_in.password).await?)),
            _ => Ok(None),
        }
    }

    async fn enter(
        &self,
        user: User,
        tries: Tries,
        fresh: Option<StoredPassword>,
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
                if let Some(hash) = fresh {
                    users::set_password(tx, user.id, hash.as_str(), None).await?;
                }
                end_previous(tx, previous).await?;
                tries.forgive(tx).await?;
                start_session(tx, &services, &new).await?;
                Ok::<_, ServiceError>(new.signed_in())
            })
        });
        work.await
    }

    /// The company of the last visit, else the oldest seat.
    pub(super) async fn company_to_enter(&self, user: UserId) -> Result<Option<CompanyId>, ServiceError> {
        let companies = memberships::companies_of(self.db().read(), user).await?;
        let last = last_company_of(self.db().read(), user).await?;
        let there = companies.iter().find(|company| Some(company.id) == last);
        Ok(there.or(companies.first()).map(|company| company.id))
    }

    /// The same work for a wrong password and an unknown account.
    async fn turn_away(&self, user: Option<User>, origin: &Origin) -> Result<Problem, ServiceError> {
        let (services, origin) = (self.clone(), origin.clone());
        let user = user.map(|user| user.id);
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                Ok(note_access(tx, &services, AccessKind::Refused, user, None, &origin).await?)
            })
        });
        work.await?;
        Ok(Problem::WrongCredentials)
    }
}

pub(super) async fn end_previous(tx: &Tx, cookie_hash: Option<Vec<u8>>) -> Result<(), ServiceError> {
    let Some(hash) = cookie_hash else { return Ok(()) };
    if let Some(session) = sessions::find_by_cookie(tx, &hash).await? {
        sessions::end(tx, session.user, session.id).await?;
    }
    Ok(())
}
