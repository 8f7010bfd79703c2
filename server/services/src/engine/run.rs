use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::id::{AccountId, CompanyId};
use domain::time::Timestamp;
use storage::ledger::{AccountRoom, ClaimOrder, Claimed, GiveBack, GivenBackAs};
use storage::rng::{Rng, SystemRng};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use super::asking::AT_ONCE;
use super::collector::Collector;
use super::config::EngineConfig;
use super::inner::{Inner, Standing, Workers};
use super::lane::Lane;
use super::ready::Ready;
use crate::error::ServiceError;
use crate::services::Services;

/// Sends what the ledger holds. One per process; any number of processes share a PostgreSQL ledger.
#[derive(Clone)]
pub struct Engine {
    pub(super) inner: Arc<Inner>,
}

impl Engine {
    /// An engine that does nothing until it is stepped or run. Needs a tokio runtime.
    #[must_use]
    pub fn new(services: Services, config: EngineConfig) -> Self {
        Self::with_rng(services, config, Arc::new(SystemRng))
    }

    /// [`Engine::new`] with another source of chance for the jitter.
    #[must_use]
    pub fn with_rng(services: Services, config: EngineConfig, rng: Arc<dyn Rng>) -> Self {
        let collector = Collector::start(Arc::new(services.sql_ledger().clone()), |_| ());
        let inner = Inner {
            services,
            config,
            rng,
            collector,
            templates: Default::default(),
            wake: Default::default(),
            news: Default::default(),
            lanes: Default::default(),
            unusable: Default::default(),
            asks: Semaphore::new(AT_ONCE),
            standing: Default::default(),
            workers: Workers::default(),
            lost: Default::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// One look at the queue, carried through: everything that may leave now has left and its answers are
    /// on disk when it returns. Answers how many messages were taken.
    ///
    /// # Errors
    /// Storage; what was claimed goes back by itself.
    pub async fn step(&self) -> Result<usize, ServiceError> {
        self.inner.services.carry_system_mails().await?;
        self.inner.refresh_lanes().await?;
        let claimed = self.inner.turn().await?;
        self.rest().await;
        Ok(claimed)
    }

    /// Steps until nothing more may leave now.
    ///
    /// # Errors
    /// As [`Engine::step`].
    pub async fn drain(&self) -> Result<usize, ServiceError> {
        let mut all = 0;
        loop {
            match self.step().await? {
                0 => return Ok(all),
                some => all += some,
            }
        }
    }

    /// One look after messages that nobody is working on: lost, overdue, in doubt, reported by now.
    ///
    /// # Errors
    /// Storage.
    pub async fn look_after(&self) -> Result<(), ServiceError> {
        self.inner.refresh_lanes().await?;
        let swept = self.inner.sweep().await;
        let mut asking = JoinSet::new();
        self.inner.ask_providers(&mut asking).await;
        asking.join_all().await;
        swept
    }

    /// Sends until `stop` is ready, then finishes what is on the wire and hands the rest back.
    ///
    /// # Errors
    /// A part of it broke off, so that it stopped by itself: the program has to be started again.
    pub async fn run(&self, stop: impl Future<Output = ()>) -> Result<(), ServiceError> {
        tokio::pin!(stop);
        if let Err(error) = self.inner.services.sql_ledger().hear_others().await {
            tracing::warn!(%error, "what other processes do is noticed by looking only");
        }
        let mut works = self.watch();
        let mut ended = Ok(());
        loop {
            let more = self.inner.try_turn().await;
            let wait = if more { Duration::ZERO } else { self.inner.config.tick };
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = works.join_next() => {
                    ended = Err(ServiceError::Broken("a part of the engine broke off"));
                    break;
                }
                () = self.inner.ledger().signals().queued() => {}
                () = self.inner.wake.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
        works.abort_all();
        self.close().await;
        ended
    }

    /// Lets nothing more leave, waits for what is on the wire, and says goodbye to the providers.
    pub async fn close(&self) {
        let lanes = self.inner.lanes();
        lanes.iter().for_each(|lane| lane.stop());
        self.rest().await;
        for lane in lanes {
            lane.provider.close().await;
        }
        self.inner.give_node_back().await;
    }

    /// Returns when this process has lost its number to another one: nothing leaves any more, and no id
    /// may be made, so the program has to end.
    pub async fn lost(&self) {
        self.inner.lost.notified().await;
    }

    async fn rest(&self) {
        self.inner.workers.gone().await;
        self.inner.collector.drained().await;
    }
}

impl Inner {
    /// A turn of the loop; whether another one is worthwhile at once.
    async fn try_turn(self: &Arc<Self>) -> bool {
        let turn = async {
            if self.is_due(|standing| &mut standing.refreshed, self.config.refresh) {
                self.refresh_lanes().await?;
            }
            self.turn().await
        };
        match turn.await {
            Ok(claimed) => claimed >= self.config.claim as usize,
            Err(error) => {
                tracing::error!(%error, "the engine could not look at its queue");
                false
            }
        }
    }

    /// Claims what there is room for and hands it to the workers.
    pub async fn turn(self: &Arc<Self>) -> Result<usize, ServiceError> {
        let now = self.now();
        let Some(node) = self.keep_node(now).await? else { return Ok(0) };
        let rooms: Vec<_> = self
            .lanes()
            .iter()
            .filter_map(|lane| {
                let room = lane.room(now);
                (room > 0).then_some(AccountRoom { company: lane.company, account: lane.id, room })
            })
            .collect();
        if rooms.is_empty() {
            return Ok(0);
        }
        let until = now + self.config.lease;
        let limit = self.config.claim;
        let order =
            ClaimOrder { node, until, limit, accounts: rooms, company_rooms: self.company_rooms(limit) };
        let claimed = self.ledger().claim(order).await?;
        let count = claimed.len();
        if count > 0 {
            self.dispatch(claimed).await?;
        }
        Ok(count)
    }

    /// The most messages of one claim of those companies whose share is limited; one at least.
    fn company_rooms(&self, limit: u32) -> HashMap<CompanyId, u32> {
        let of_lane = |lane: &Arc<Lane>| {
            let percent = u32::try_from(lane.stamp.share?).ok()?;
            Some((lane.company, (limit.saturating_mul(percent) / 100).max(1)))
        };
        self.lanes().iter().filter_map(of_lane).collect()
    }

    async fn dispatch(self: &Arc<Self>, claimed: Vec<Claimed>) -> Result<(), ServiceError> {
        let prepared = self.prepare(claimed).await?;
        let mut backs = prepared.backs;
        let mut by_account: HashMap<AccountId, Vec<Ready>> = HashMap::new();
        for ready in prepared.ready {
            by_account.entry(ready.claimed.account).or_default().push(ready);
        }
        for (account, messages) in by_account {
            match self.lane(account) {
                Some(lane) => {
                    for _ in 0..lane.enqueue(messages) {
                        self.workers.begin();
                        tokio::spawn(Arc::clone(self).work(Arc::clone(&lane)));
                    }
                }
                None => backs.extend(messages.iter().map(put_back)),
            }
        }
        self.collector.give_back(backs).await;
        Ok(())
    }

    /// Whether the time for something has come; notes it as done.
    pub fn is_due(&self, which: fn(&mut Standing) -> &mut Option<Timestamp>, every: Duration) -> bool {
        let now = self.now();
        let mut standing = self.standing();
        let last = which(&mut standing);
        let due = last.is_none_or(|at| at + every <= now || at > now);
        if due {
            *last = Some(now);
        }
        due
    }
}

fn put_back(ready: &Ready) -> GiveBack {
    let due_at = ready.claimed.due_at;
    GiveBack {
        message: ready.claimed.message,
        fence: ready.claimed.fence,
        to: GivenBackAs::Queued { due_at },
    }
}
