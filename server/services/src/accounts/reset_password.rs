use std::time::Duration;

use domain::accounts::AccessKind;
use domain::accounts::{Login, RequestResetForm, ResetPasswordForm};
use domain::failure::Problem;
use storage::password_resets::{self, PasswordReset};
use storage::users::{self, User};
use storage::{Tx, second_factors, sessions};

use super::note_access;
use super::strength::require_strong;
use super::tries::{TriedAccount, Tries, reserve_reset};
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::passwords::StoredPassword;
use crate::secrets::Token;
use crate::services::Services;
use crate::system_mail::{PreparedMail, SystemMail, send_system_mail};

/// How long the link of the mail works, and then how long the page behind it.
const LINK_LIVES: Duration = Duration::from_secs(30 * 60);
const PAGE_LIVES: Duration = Duration::from_secs(15 * 60);

impl Services {
    /// Sends a link for a new password, if there is such an account. The answer, and the work done for
    /// it, is the same if there is none or if too many links were asked for. The mail goes to the
    /// address the account holds, never to the one that was typed.
    ///
    /// # Errors
    /// A missing or overlong field, or storage.
    pub async fn request_password_reset(
        &self,
        form: &RequestResetForm,
        origin: &Origin,
    ) -> Result<(), ServiceError> {
        let login = form.parse()?;
        let user = users::find_by_login(self.db().read(), &login).await?;
        let request = self.reset_request(user.filter(|user| user.closed_at.is_none()), origin).await?;
        let (services, origin) = (self.clone(), origin.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move { request.write(tx, &services, &login, &origin).await })
        });
        work.await
    }

    /// Prepares the mail, for nobody as well.
    async fn reset_request(&self, user: Option<User>, origin: &Origin) -> Result<ResetRequest, ServiceError> {
        let token = Token::generate()?;
        let link = format!("{}/reset/{}", self.public_url(), token.expose());
        let (name, email, lang) = user
            .as_ref()
            .map_or_else(Default::default, |user| (user.name.clone(), user.email.clone(), user.lang));
        let mail = self.prepare_mail(&email, lang, &SystemMail::PasswordReset { name, link }).await?;
        let now = self.now();
        let reset = user.map(|user| PasswordReset {
            id: self.ids().next_id(),
            user: user.id,
            token_hash: token.hash().into_bytes(),
            cookie_hash: None,
            created_at: now,
            expires_at: now + LINK_LIVES,
            opened_at: None,
            used_at: None,
            address: origin.address(),
        });
        Ok(ResetRequest { reset, mail })
    }

    /// Swaps the token of a mailed link for the value of a short-lived cookie, so that the token stands
    /// in no further URL. The link may be opened again while it lives: mail scanners open it first. Only
    /// the latest cookie works.
    ///
    /// # Errors
    /// `LinkExpired` for a link that is late, used, or nobody's.
    pub async fn open_password_reset(&self, token: &str) -> Result<Token, ServiceError> {
        let token = Token::parse(token).ok_or(Problem::LinkExpired)?;
        let cookie = Token::generate()?;
        let (token_hash, cookie_hash) = (token.hash(), cookie.hash());
        let now = self.now();
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let [token, cookie] = [token_hash.as_bytes(), cookie_hash.as_bytes()];
                Ok(password_resets::mark_opened(tx, token, cookie, now, now + PAGE_LIVES).await?)
            })
        });
        if work.await? { Ok(cookie) } else { Err(Problem::LinkExpired.into()) }
    }

    /// Sets the new password. Every session of the person ends, and so does every other link; the
    /// address that took the mail counts as proven.
    ///
    /// # Errors
    /// `LinkExpired`, `PasswordWeak`, or a wrong form.
    pub async fn reset_password(
        &self,
        cookie: &Token,
        form: &ResetPasswordForm,
        origin: &Origin,
    ) -> Result<(), ServiceError> {
        let new = form.parse()?.0;
        let (reset, user) = self.open_reset(cookie).await?;
        require_strong(self, &new, &[&user.name, &user.username, &user.email]).await?;
        let hash = self.passwords().hash(&new).await?;
        let notice = self.password_notice(&user, origin).await?;
        let (services, origin) = (self.clone(), origin.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !password_resets::mark_used(tx, reset.id, services.now()).await? {
                    return Err(Problem::LinkExpired.into());
                }
                replace_password(tx, &services, &user, &hash, &origin).await?;
                Ok(send_system_mail(tx, notice).await?)
            })
        });
        work.await
    }

    async fn open_reset(&self, cookie: &Token) -> Result<(PasswordReset, User), ServiceError> {
        let hash = cookie.hash();
        let reset = password_resets::find_by_cookie(self.db().read(), hash.as_bytes(), self.now()).await?;
        let reset = reset.ok_or(Problem::LinkExpired)?;
        let user = users::find(self.db().read(), reset.user).await?;
        Ok((reset, user.filter(|user| user.closed_at.is_none()).ok_or(Problem::LinkExpired)?))
    }

    pub(super) async fn password_notice(
        &self,
        user: &User,
        origin: &Origin,
    ) -> Result<PreparedMail, ServiceError> {
        let mail = SystemMail::PasswordChanged { name: user.name.clone(), address: origin.address() };
        self.prepare_mail(&user.email, user.lang, &mail).await
    }
}

struct ResetRequest {
    reset: Option<PasswordReset>,
    mail: PreparedMail,
}

impl ResetRequest {
    async fn write(
        self,
        tx: &Tx,
        services: &Services,
        login: &Login,
        origin: &Origin,
    ) -> Result<(), ServiceError> {
        let user = self.reset.as_ref().map(|reset| reset.user);
        let allowed = reserve_reset(tx, services, &TriedAccount::of(login, user)).await?;
        note_access(tx, services, AccessKind::ResetRequested, user, None, origin).await?;
        if let (true, Some(reset)) = (allowed, self.reset) {
            password_resets::insert(tx, reset).await?;
            send_system_mail(tx, self.mail).await?;
        }
        Ok(())
    }
}

async fn replace_password(
    tx: &Tx,
    services: &Services,
    user: &User,
    hash: &StoredPassword,
    origin: &Origin,
) -> Result<(), ServiceError> {
    let now = services.now();
    users::set_password(tx, user.id, hash.as_str(), Some(now)).await?;
    users::verify_email(tx, user.id, now).await?;
    sessions::end_all_of(tx, user.id, None).await?;
    password_resets::drop_of_user(tx, user.id).await?;
    second_factors::drop_steps_of(tx, user.id).await?;
    Tries::new(services, &TriedAccount::known(user.id), origin, true).forgive(tx).await?;
    Ok(note_access(tx, services, AccessKind::PasswordReset, Some(user.id), None, origin).await?)
}
