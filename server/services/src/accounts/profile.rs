use domain::accounts::{Profile, ProfileForm, ProfileView, account_key};
use domain::failure::{Failure, Problem};
use serde_json::json;
use storage::users::{self, User};
use storage::{Tx, email_changes, phone_codes, second_factors};

use super::Enrolment;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The account of the person who asks.
    ///
    /// # Errors
    /// `SignInNeeded`, or storage.
    pub async fn own_profile(&self, actor: &Actor) -> Result<ProfileView, ServiceError> {
        let (db, now) = (self.db().read(), self.now());
        let user = self.own_account(actor).await?;
        let next = email_changes::of_user(db, user.id, now).await?;
        let code = phone_codes::of_user(db, user.id, now).await?;
        Ok(ProfileView {
            code_is_sent: code.is_some_and(|code| Some(&code.phone) == user.phone.as_ref()),
            name: user.name,
            username: user.username,
            email: user.email,
            next_email: next.map(|change| change.email),
            phone: user.phone.unwrap_or_default(),
            phone_is_proven: user.phone_verified_at.is_some(),
            sends_codes: self.platform_sms().await?.is_some(),
            lang: user.lang,
            has_second_factor: second_factors::is_on(db, user.id).await?,
        })
    }

    /// Keeps name, username and language of the person who asks.
    ///
    /// # Errors
    /// Everything wrong with the form; `Taken` at `username`.
    pub async fn save_profile(&self, actor: &Actor, form: &ProfileForm) -> Result<(), ServiceError> {
        let profile = form.parse()?;
        let user = self.own_account(actor).await?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { write(tx, &services, &actor, user, profile).await }));
        work.await.map_err(Enrolment::explain)
    }

    /// The account of the person who asks.
    pub(crate) async fn own_account(&self, actor: &Actor) -> Result<User, ServiceError> {
        Ok(users::find(self.db().read(), actor.user()).await?.ok_or(Problem::SignInNeeded)?)
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    user: User,
    profile: Profile,
) -> Result<(), ServiceError> {
    let username = profile.username.as_str();
    let is_another = account_key(username) != account_key(&user.username);
    if is_another && users::username_is_taken(tx, username).await? {
        return Err(Failure::field("username", Problem::Taken).into());
    }
    users::set_profile(tx, user.id, &profile.name, username, profile.lang).await?;
    let details = json!({
        "name": profile.name != user.name,
        "username": username != user.username,
        "lang": profile.lang != user.lang,
    });
    record_change(tx, services, actor, Change::of_platform("account.profile_changed", user.id, details)).await
}
