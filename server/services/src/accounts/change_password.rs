use domain::accounts::{AccessKind, ChangePasswordForm};
use domain::failure::Problem;
use storage::{Tx, password_resets, second_factors, sessions, users};

use super::note_access;
use super::strength::require_strong;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::passwords::StoredPassword;
use crate::secrets::Token;
use crate::services::Services;
use crate::system_mail::send_system_mail;

impl Services {
    /// Changes the password of the person who asks. All their other sessions end at once, and the one
    /// that asks gets the cookie that is returned.
    ///
    /// # Errors
    /// `WrongCredentials` at the field `current`, `TooManyTries`, `PasswordWeak`, or a wrong form.
    pub async fn change_password(
        &self,
        actor: &Actor,
        form: &ChangePasswordForm,
    ) -> Result<Token, ServiceError> {
        let session = actor.require_session()?;
        let change = form.parse()?;
        let user = users::find(self.db().read(), actor.user()).await?.ok_or(Problem::SignInNeeded)?;
        self.require_password(actor, &user, &change.current, "current").await?;
        let new = change.new.0;
        require_strong(self, &new, &[&user.name, &user.username, &user.email]).await?;
        let hash = self.passwords().hash(&new).await?;
        let notice = self.password_notice(&user, actor.origin()).await?;
        let cookie = Token::generate()?;
        let (services, actor, fresh) = (self.clone(), actor.clone(), cookie.hash());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                sessions::end_all_of(tx, actor.user(), Some(session)).await?;
                sessions::renew(tx, session, fresh.as_bytes()).await?;
                sessions::confirm(tx, session, services.now()).await?;
                write_password(tx, &services, &actor, &hash).await?;
                Ok::<_, ServiceError>(send_system_mail(tx, notice).await?)
            })
        });
        work.await?;
        Ok(cookie)
    }
}

async fn write_password(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    hash: &StoredPassword,
) -> Result<(), ServiceError> {
    users::set_password(tx, actor.user(), hash.as_str(), Some(services.now())).await?;
    password_resets::drop_of_user(tx, actor.user()).await?;
    second_factors::drop_steps_of(tx, actor.user()).await?;
    let (user, origin) = (Some(actor.user()), actor.origin());
    Ok(note_access(tx, services, AccessKind::PasswordChanged, user, None, origin).await?)
}
