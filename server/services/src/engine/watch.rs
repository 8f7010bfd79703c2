//! Everything beside sending, each at its own pace: what one waits for keeps nothing else up.

use std::time::Duration;

use tokio::task::JoinSet;

use super::run::Engine;

/// How often mails of the platform are looked for.
const MAILS: Duration = Duration::from_millis(500);
/// How often pages that show how fast a campaign leaves look again, whatever happens.
const PACES: Duration = Duration::from_secs(5);

impl Engine {
    /// The works, each in a task of its own; dropped together. None of them ends by itself.
    pub(super) fn watch(&self) -> JoinSet<()> {
        let mut works = JoinSet::new();
        let engine = || self.clone();
        let (one, two, three, four, five, six) = (engine(), engine(), engine(), engine(), engine(), engine());
        works.spawn(async move { one.look_after_for_ever().await });
        works.spawn(async move { two.ask_for_ever().await });
        works.spawn(async move { three.carry_mails().await });
        works.spawn(async move { four.hear_providers().await });
        works.spawn(async move { five.tell_pages().await });
        works.spawn(async move { six.refresh_paces().await });
        works
    }

    async fn look_after_for_ever(&self) {
        let mut sweep = tokio::time::interval(self.inner.config.sweep);
        loop {
            sweep.tick().await;
            self.inner.try_sweep().await;
        }
    }

    /// Asks every account in a task of its own.
    async fn ask_for_ever(&self) {
        let mut looks = tokio::time::interval(self.inner.config.sweep);
        let mut asking = JoinSet::new();
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                () = self.inner.news.notified() => {}
            }
            while asking.try_join_next().is_some() {}
            self.inner.ask_providers(&mut asking).await;
        }
    }

    async fn carry_mails(&self) {
        let mut mails = tokio::time::interval(MAILS);
        loop {
            mails.tick().await;
            if let Err(error) = self.inner.services.carry_system_mails().await {
                tracing::error!(%error, "mails of the platform could not be put into the ledger");
            }
        }
    }

    /// Applies what providers called with as soon as it is on disk.
    async fn hear_providers(&self) {
        loop {
            self.inner.services.called().notified().await;
            if let Err(error) = self.inner.apply_callbacks().await {
                tracing::error!(%error, "calls of providers could not be applied");
            }
        }
    }

    async fn refresh_paces(&self) {
        let mut paces = tokio::time::interval(PACES);
        loop {
            paces.tick().await;
            self.inner.services.refresh_paces();
        }
    }

    async fn tell_pages(&self) {
        let mut changes = self.inner.ledger().signals().changes();
        let services = &self.inner.services;
        loop {
            use tokio::sync::broadcast::error::RecvError;
            match changes.recv().await {
                Ok(change) => services.live().tell(change.company, change.topic),
                // Which ones were missed nobody knows: every page that is open looks again.
                Err(RecvError::Lagged(_)) => services.live().tell_all(),
                Err(RecvError::Closed) => return,
            }
        }
    }
}
