use domain::accounts::AccessKind;
use storage::sessions;

use super::note_access;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Ends the session that asks. Ending it twice is no error.
    ///
    /// # Errors
    /// `SignInNeeded` for a request without a session, or storage.
    pub async fn sign_out(&self, actor: &Actor) -> Result<(), ServiceError> {
        let session = actor.require_session()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                if sessions::end(tx, actor.user(), session).await? {
                    let (user, origin) = (Some(actor.user()), actor.origin());
                    note_access(tx, &services, AccessKind::SignedOut, user, None, origin).await?;
                }
                Ok(())
            })
        });
        Ok(work.await?)
    }
}
