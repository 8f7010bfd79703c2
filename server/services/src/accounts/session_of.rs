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
        let confirmed = asking.confirmed_at;
        Ok(Some(Asker { actor: actor(asking, origin), confirmed }))
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
        seat,
        session: Some(asking.session),
        lang: asking.lang,
        origin: origin.clone(),
        via: Via::Screen,
    };
    parts.into()
}
