use domain::accounts::AccessKind;
use domain::accounts::SessionRow;
use domain::failure::Problem;
use domain::id::SessionId;
use domain::messages::SERVICE_WINDOW;
use storage::sessions::{self, Session};

use super::access::KEEP_ACCESS;
use super::note_access;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::once;
use crate::services::Services;

impl Services {
    /// Where the person is signed in, the last seen first.
    ///
    /// # Errors
    /// Storage.
    pub async fn list_sessions(&self, actor: &Actor) -> Result<Vec<SessionRow>, ServiceError> {
        let (now, limits) = (self.now(), self.session_limits());
        let alive = |session: &Session| {
            now.since(session.seen_at) < limits.idle && now.since(session.created_at) < limits.absolute
        };
        let all = sessions::of_user(self.db().read(), actor.user()).await?;
        let rows = all.into_iter().filter(alive).map(|session| SessionRow {
            is_this: Some(session.id) == actor.session(),
            id: session.id,
            started: session.created_at,
            seen: session.seen_at,
            address: session.address,
            agent: session.agent,
        });
        Ok(rows.collect())
    }

    /// Ends one of the person's sessions.
    ///
    /// # Errors
    /// `NotFound` for a session that is not theirs or has ended.
    pub async fn end_session(&self, actor: &Actor, session: SessionId) -> Result<(), ServiceError> {
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !sessions::end(tx, actor.user(), session).await? {
                    return Err(Problem::NotFound.into());
                }
                let (user, origin) = (Some(actor.user()), actor.origin());
                Ok(note_access(tx, &services, AccessKind::SessionEnded, user, None, origin).await?)
            })
        });
        work.await
    }

    /// Ends all sessions of the person but the one that asks. Returns how many.
    ///
    /// # Errors
    /// Storage.
    pub async fn end_other_sessions(&self, actor: &Actor) -> Result<u64, ServiceError> {
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let ended = sessions::end_all_of(tx, actor.user(), actor.session()).await?;
                let (user, origin) = (Some(actor.user()), actor.origin());
                note_access(tx, &services, AccessKind::SessionEnded, user, None, origin).await?;
                Ok(ended)
            })
        });
        Ok(work.await?)
    }

    /// Removes what has run out: sessions, counters of tries, reset links, links to other
    /// addresses, codes, sign-ins half way, recovery codes that are shown, form drafts,
    /// forms that were carried out once, and lines of the
    /// access log after a year. For an hourly job.
    ///
    /// # Errors
    /// Storage.
    pub async fn purge_expired(&self) -> Result<u64, ServiceError> {
        let (now, limits) = (self.now(), self.session_limits());
        let work = self.db().write(move |tx| {
            Box::pin(async move {
                let ended = sessions::purge(tx, now - limits.idle, now - limits.absolute).await?;
                let tries = sessions::purge_tries(tx, now - super::back_off::KEEP_TRIES).await?;
                let resets = storage::password_resets::purge(tx, now).await?;
                let changes = storage::email_changes::purge(tx, now).await?;
                let codes = storage::phone_codes::purge(tx, now).await?;
                let steps = storage::second_factors::purge_steps(tx, now).await?;
                let shown = storage::second_factors::purge_fresh(tx, now).await?;
                let lines = storage::audit::purge_access(tx, now - KEEP_ACCESS).await?;
                let drafts = storage::form_drafts::purge(tx, now).await?;
                let windows = storage::service_windows::purge(tx, now - SERVICE_WINDOW).await?;
                Ok(ended
                    + tries
                    + resets
                    + changes
                    + codes
                    + steps
                    + shown
                    + lines
                    + drafts
                    + windows
                    + once::purge(tx, now).await?)
            })
        });
        Ok(work.await?)
    }
}
