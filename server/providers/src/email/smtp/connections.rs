use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};

use super::reply::Reply;
use super::session::Session;
use super::settings::SmtpSettings;
use super::transaction::{Mail, Miss};
use crate::outbound::Outbound;
use crate::pool::Pool;
use crate::provider::{Gate, ProviderFailure};

/// The sessions of one account. A session whose use was cut short, by whatever cause, is not put back:
/// its next reply would be taken for the answer to another message.
pub(super) struct Connections {
    pub(super) settings: SmtpSettings,
    outbound: Outbound,
    pool: Pool<Session>,
    /// A task is closing sessions that rest for too long.
    reaping: AtomicBool,
}

impl Connections {
    pub(super) fn new(settings: SmtpSettings, outbound: &Outbound) -> Arc<Self> {
        let pool = Pool::new(settings.connections, outbound.config().smtp.idle);
        Arc::new(Self { settings, pool, outbound: outbound.clone(), reaping: AtomicBool::new(false) })
    }

    /// Hands one message over on a session at rest or a new one, waiting while all are in use.
    pub(super) async fn deliver(
        self: &Arc<Self>,
        mail: &Mail<'_>,
        gate: &dyn Gate,
    ) -> Result<Reply, ProviderFailure> {
        let _permit = self.pool.admit().await?;
        loop {
            let mut session = self.session().await?;
            let outcome = session.deliver(mail, gate).await;
            if session.usable {
                self.rest(session);
            }
            match outcome {
                Ok(reply) => return Ok(reply),
                Err(Miss::Failed(failure)) => return Err(failure),
                Err(Miss::Stale) => {}
            }
        }
    }

    /// A new session, for a test of the settings.
    pub(super) async fn open(&self) -> Result<Session, ProviderFailure> {
        let _permit = self.pool.admit().await?;
        Session::open(&self.settings, &self.outbound).await
    }

    /// Says goodbye on all sessions at rest.
    pub(super) async fn close(&self) {
        futures::future::join_all(self.pool.take_all().into_iter().map(Session::quit)).await;
    }

    async fn session(&self) -> Result<Session, ProviderFailure> {
        match self.pool.take() {
            Some(session) => Ok(session),
            None => Session::open(&self.settings, &self.outbound).await,
        }
    }

    fn rest(self: &Arc<Self>, mut session: Session) {
        session.reused = true;
        self.pool.put(session);
        if !self.reaping.swap(true, Ordering::AcqRel) {
            tokio::spawn(reap(Arc::downgrade(self), self.pool.idle_timeout()));
        }
    }
}

/// Closes sessions that rested for too long, until none is left.
async fn reap(connections: Weak<Connections>, pause: std::time::Duration) {
    loop {
        tokio::time::sleep(pause).await;
        let Some(connections) = connections.upgrade() else { return };
        futures::future::join_all(connections.pool.take_expired().into_iter().map(Session::quit)).await;
        if connections.pool.is_empty() {
            connections.reaping.store(false, Ordering::Release);
            // One may have come to rest between the two lines above.
            if connections.pool.is_empty() || connections.reaping.swap(true, Ordering::AcqRel) {
                return;
            }
        }
    }
}
