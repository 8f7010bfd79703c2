use domain::accounts::AccessKind;
use domain::id::{CompanyId, SessionId, UserId};
use storage::sessions::{self, Session};
use storage::{Tx, users};

use super::note_access;
use crate::actor::Origin;
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

/// A person who has just signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The value of the session cookie.
    pub cookie: Token,
    pub user: UserId,
    /// The company the session works in.
    pub company: Option<CompanyId>,
    /// The path of this site to go on to, when the form named one.
    pub next: Option<String>,
}

/// A session that is about to begin. The cookie is made before the transaction, always fresh: whatever
/// the browser held before is worth nothing afterwards.
#[derive(Debug, Clone)]
pub(crate) struct NewSession {
    pub cookie: Token,
    pub user: UserId,
    pub company: Option<CompanyId>,
    pub origin: Origin,
}

impl NewSession {
    pub fn signed_in(self) -> SignedIn {
        SignedIn { cookie: self.cookie, user: self.user, company: self.company, next: None }
    }
}

/// Writes the session and that the person signed in.
pub(crate) async fn start_session(
    tx: &Tx,
    services: &Services,
    new: &NewSession,
) -> Result<(), ServiceError> {
    let now = services.now();
    let session = Session {
        id: SessionId::from_i64(services.ids().next_id()),
        cookie_hash: new.cookie.hash().into_bytes(),
        user: new.user,
        company: new.company,
        created_at: now,
        seen_at: now,
        confirmed_at: now,
        address: new.origin.address(),
        agent: new.origin.agent().to_owned(),
    };
    sessions::insert(tx, session).await?;
    users::touch_sign_in(tx, new.user, now).await?;
    Ok(note_access(tx, services, AccessKind::SignedIn, Some(new.user), new.company, &new.origin).await?)
}
