use std::time::Duration;

use domain::accounts::Via;
use domain::id::SessionId;
use domain::time::Timestamp;
use storage::sessions::{self, Asking};

use crate::actor::{Actor, ActorParts, Origin, Seat};
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

/// `seen` is written at most this often.
const SEEN_EVERY: Duration = Duration::from_secs(60);

/// Whoever stands behind a cookie.
#[derive(Debug, Clone)]
pub struct Asker {
    pub actor: Actor,
    /// When the person last gave the password in this session.
    pub confirmed: Timestamp,
    /// The rights behind the cookie were changed: [`Services::renew_session`] is due.
    pub renewal_is_due: bool,
}

impl Services {
    /// Who stands behind a session cookie; `None` for a cookie that is unknown, ended, or beyond its
    /// idle or absolute limit. One query, and at most one small write a minute.
    ///
    /// # Errors
    /// Storage.
    pub async fn session_of(&self, cookie: &Token, origin: &Origin) -> Result<Option<Asker>, ServiceError> {
        let found = sessions::asking(self.db().read(), cookie.hash().as_bytes()).await?;
        let Some(asking) = found else { return Ok(None) };
        if self.has_expired(&asking) {
            self.end_expired(&asking).await?;
            return Ok(None);
        }
        if self.now().since(asking.seen_at) >= SEEN_EVERY {
            self.touch(asking.session).await;
        }
        let (confirmed, renewal_is_due) = (asking.confirmed_at, asking.renew);
        Ok(Some(Asker { actor: actor(asking, origin), confirmed, renewal_is_due }))
    }

    /// Gives a session another cookie after its rights were changed; `None` when another request just did.
    ///
    /// # Errors
    /// Storage.
    pub async fn renew_session(&self, actor: &Actor) -> Result<Option<Token>, ServiceError> {
        let session = actor.require_session()?;
        let cookie = Token::generate()?;
        let hash = cookie.hash();
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(sessions::renew_if_asked(tx, session, hash.as_bytes()).await?) })
        });
        Ok(work.await?.then_some(cookie))
    }

    fn has_expired(&self, asking: &Asking) -> bool {
        let (now, limits) = (self.now(), self.session_limits());
        now.since(asking.seen_at) >= limits.idle || now.since(asking.created_at) >= limits.absolute
    }

    async fn end_expired(&self, asking: &Asking) -> Result<(), ServiceError> {
        let (user, session) = (asking.user, asking.session);
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(sessions::end(tx, user, session).await?) }));
        work.await?;
        Ok(())
    }

    /// A page is not refused because the time of its request could not be noted.
    async fn touch(&self, session: SessionId) {
        let now = self.now();
        let work =
            self.db().write(move |tx| Box::pin(async move { Ok(sessions::touch(tx, session, now).await?) }));
        if let Err(error) = work.await {
            tracing::warn!(%error, "the time of a request was not noted");
        }
    }
}

fn actor(asking: Asking, origin: &Origin) -> Actor {
    let seat = asking.seat.map(|seat| Seat {
        membership: seat.membership,
        company: seat.company,
        company_name: seat.company_name,
        mode: seat.mode,
        role: seat.role,
        rights: seat.rights,
    });
    let parts = ActorParts {
        user: asking.user,
        name: asking.name,
        email: asking.email,
        is_operator: asking.is_operator,
        terms_wait: asking.terms_wait,
        seat,
        session: Some(asking.session),
        lang: asking.lang,
        origin: origin.clone(),
        via: Via::Screen,
    };
    parts.into()
}
