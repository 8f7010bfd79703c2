use std::time::Duration;

use domain::accounts::{AccessKind, ChangeEmailForm, account_key};
use domain::email_address::EmailAddress;
use domain::failure::{Failure, Problem};
use serde_json::json;
use storage::email_changes::{self, EmailChange};
use storage::sessions::TryScope;
use storage::users::{self, User};
use storage::{Tx, password_resets};

use super::author::author;
use super::tries::reserve_ask;
use super::{Enrolment, note_access};
use crate::actor::{Actor, Origin};
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;
use crate::system_mail::{PreparedMail, SystemMail, send_system_mail};

/// How long the link to another address works.
const LINK_LIVES: Duration = Duration::from_secs(60 * 60);

impl Services {
    /// Sends a link to another address; nothing changes until it is opened and confirmed. An earlier
    /// link is worthless at once.
    ///
    /// # Errors
    /// `WrongCredentials` at `email_password`, `TooManyTries`; at `email` `Taken`, or `AlreadyDone` for
    /// the address as it is.
    pub async fn request_email_change(
        &self,
        actor: &Actor,
        form: &ChangeEmailForm,
    ) -> Result<(), ServiceError> {
        actor.require_session()?;
        let asked = form.parse()?;
        let user = self.own_account(actor).await?;
        self.require_password(actor, &user, &asked.password, "email_password").await?;
        self.refuse_others_email(&user, &asked.email).await?;
        let (change, mail) = self.email_change(&user, asked.email).await?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                reserve_ask(tx, &services, TryScope::EmailChange, actor.user()).await?;
                email_changes::ask(tx, change).await?;
                let (kind, user) = (AccessKind::EmailChangeAsked, Some(actor.user()));
                note_access(tx, &services, kind, user, None, actor.origin()).await?;
                Ok::<_, ServiceError>(send_system_mail(tx, mail).await?)
            })
        });
        work.await
    }

    async fn refuse_others_email(&self, user: &User, email: &EmailAddress) -> Result<(), ServiceError> {
        let email = email.to_string();
        if email == user.email {
            return Err(Failure::field("email", Problem::AlreadyDone).into());
        }
        let is_another = account_key(&email) != account_key(&user.email);
        if is_another && users::email_is_taken(self.db().read(), &email).await? {
            return Err(Failure::field("email", Problem::Taken).into());
        }
        Ok(())
    }

    async fn email_change(
        &self,
        user: &User,
        email: EmailAddress,
    ) -> Result<(EmailChange, PreparedMail), ServiceError> {
        let (token, now, email) = (Token::generate()?, self.now(), email.to_string());
        let link = format!("{}/email/{}", self.public_url(), token.expose());
        let mail = SystemMail::EmailConfirm { name: user.name.clone(), link };
        let mail = self.prepare_mail(&email, user.lang, &mail).await?;
        let token_hash = token.hash().into_bytes();
        let change =
            EmailChange { user: user.id, email, token_hash, created_at: now, expires_at: now + LINK_LIVES };
        Ok((change, mail))
    }

    /// Makes the address that took the mail the account's own, and tells the one from before. Links to a
    /// new password that went there are worthless at once.
    ///
    /// # Errors
    /// `LinkExpired` for a link that is late, used, or nobody's; `Taken` when somebody else has the
    /// address by now.
    pub async fn confirm_email_change(&self, token: &str, origin: &Origin) -> Result<(), ServiceError> {
        let hash = Token::parse(token).ok_or(Problem::LinkExpired)?.hash().into_bytes();
        let change = email_changes::find_by_token(self.db().read(), &hash, self.now()).await?;
        let change = change.ok_or(Problem::LinkExpired)?;
        let user = users::find(self.db().read(), change.user).await?;
        let user = user.filter(|user| user.closed_at.is_none()).ok_or(Problem::LinkExpired)?;
        let (name, email) = (user.name.clone(), change.email.clone());
        let notice = SystemMail::EmailChanged { name, email, address: origin.address() };
        let notice = self.prepare_mail(&user.email, user.lang, &notice).await?;
        let (services, origin) = (self.clone(), origin.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move { write(tx, &services, &user, &change, &origin, notice).await })
        });
        work.await.map_err(Enrolment::explain)
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    user: &User,
    change: &EmailChange,
    origin: &Origin,
    notice: PreparedMail,
) -> Result<(), ServiceError> {
    let now = services.now();
    if !email_changes::take(tx, &change.token_hash, now).await? {
        return Err(Problem::LinkExpired.into());
    }
    users::set_email(tx, user.id, &change.email, now).await?;
    password_resets::drop_of_user(tx, user.id).await?;
    send_system_mail(tx, notice).await?;
    note_access(tx, services, AccessKind::EmailChanged, Some(user.id), None, origin).await?;
    let change = Change::of_platform("account.email_changed", user.id, json!({}));
    record_change(tx, services, &author(user, origin), change).await
}
