//! Group commits: what many workers want written goes to the ledger together.
//!
//! While one group is on its way to the disk the next one gathers, so nobody waits for a timer.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::id::AttemptId;
use storage::StorageError;
use storage::ledger::{Departure, Exchange, GiveBack, Ledger, Settled, Settlement};
use tokio::sync::{Notify, mpsc, oneshot};

/// Orders of one group.
const GROUP: usize = 500;
/// Tries to write an answer down before it is left to the recovery, and the wait between them.
const TRIES: u32 = 8;
const PAUSE: Duration = Duration::from_millis(250);

enum Order {
    GoOn(Vec<Settlement>, Vec<Departure>, oneshot::Sender<Vec<AttemptId>>),
    Settle(Vec<Settlement>),
    GiveBack(Vec<GiveBack>),
}

/// Hands orders to the task that writes them.
#[derive(Debug, Clone)]
pub(super) struct Collector {
    orders: mpsc::Sender<Order>,
    pending: Arc<Pending>,
}

/// Orders that are not on disk yet.
#[derive(Debug, Default)]
struct Pending {
    count: AtomicUsize,
    none: Notify,
}

impl Collector {
    /// Starts the task; it ends when all collectors are gone. `heard` is told of every settlement.
    pub fn start(ledger: Arc<dyn Ledger>, heard: impl Fn(&[Settled]) + Send + Sync + 'static) -> Self {
        let (orders, receiver) = mpsc::channel(GROUP);
        let pending = Arc::new(Pending::default());
        tokio::spawn(write(ledger, receiver, Arc::clone(&pending), heard));
        Self { orders, pending }
    }

    /// Writes a connection's last answers down and records its next departures, together; answers which
    /// attempts may leave: none when they could not be recorded.
    pub async fn go_on(&self, answers: Vec<Settlement>, departures: Vec<Departure>) -> Vec<AttemptId> {
        let (reply, answer) = oneshot::channel();
        self.send(Order::GoOn(answers, departures, reply)).await;
        answer.await.unwrap_or_default()
    }

    /// Writes answers down, without waiting for the disk.
    pub async fn settle(&self, settlements: Vec<Settlement>) {
        if !settlements.is_empty() {
            self.send(Order::Settle(settlements)).await;
        }
    }

    /// Hands messages back, without waiting for the disk.
    pub async fn give_back(&self, backs: Vec<GiveBack>) {
        if !backs.is_empty() {
            self.send(Order::GiveBack(backs)).await;
        }
    }

    /// Returns once everything handed over before is on disk.
    pub async fn drained(&self) {
        loop {
            let none = self.pending.none.notified();
            if self.pending.count.load(Ordering::SeqCst) == 0 {
                return;
            }
            none.await;
        }
    }

    async fn send(&self, order: Order) {
        self.pending.count.fetch_add(1, Ordering::SeqCst);
        if self.orders.send(order).await.is_err() {
            self.pending.done(1);
        }
    }
}

impl Pending {
    fn done(&self, orders: usize) {
        if self.count.fetch_sub(orders, Ordering::SeqCst) == orders {
            self.none.notify_waiters();
        }
    }
}

async fn write(
    ledger: Arc<dyn Ledger>,
    mut orders: mpsc::Receiver<Order>,
    pending: Arc<Pending>,
    heard: impl Fn(&[Settled]) + Send + Sync + 'static,
) {
    let mut group = Vec::with_capacity(GROUP);
    while orders.recv_many(&mut group, GROUP).await > 0 {
        let taken = group.len();
        let sorted = sort(&mut group);
        match ledger.exchange(sorted.exchange.clone()).await {
            Ok(done) => {
                heard(&done.settled);
                answer(sorted.replies, done.left);
            }
            // Whatever is wrong with one kind of order should not stop the others.
            Err(error) => {
                tracing::warn!(%error, "a group of orders was not written down, trying each kind by itself");
                write_apart(ledger.as_ref(), sorted, &heard).await;
            }
        }
        pending.done(taken);
    }
}

/// A connection's next departure on disk before its last answer would leave two attempts of it in doubt
/// when the process dies between them, so answers go first here as well.
async fn write_apart(ledger: &dyn Ledger, sorted: Sorted, heard: &(impl Fn(&[Settled]) + Sync)) {
    let Exchange { settlements, backs, departures } = sorted.exchange;
    settle(ledger, settlements, heard).await;
    tokio::join!(depart(ledger, departures, sorted.replies), give_back(ledger, backs));
}

#[derive(Default)]
struct Sorted {
    exchange: Exchange,
    replies: Vec<(Vec<AttemptId>, oneshot::Sender<Vec<AttemptId>>)>,
}

fn sort(group: &mut Vec<Order>) -> Sorted {
    let mut sorted = Sorted::default();
    for order in group.drain(..) {
        match order {
            Order::GoOn(settlements, departures, reply) => {
                sorted.exchange.settlements.extend(settlements);
                sorted.replies.push((departures.iter().map(|one| one.attempt).collect(), reply));
                sorted.exchange.departures.extend(departures);
            }
            Order::Settle(settlements) => sorted.exchange.settlements.extend(settlements),
            Order::GiveBack(backs) => sorted.exchange.backs.extend(backs),
        }
    }
    sorted
}

async fn depart(
    ledger: &dyn Ledger,
    departures: Vec<Departure>,
    replies: Vec<(Vec<AttemptId>, oneshot::Sender<Vec<AttemptId>>)>,
) {
    if departures.is_empty() {
        return;
    }
    let left = ledger.put_on_wire(departures).await.unwrap_or_else(|error| {
        // Their leases end and others take them; nothing has left.
        tracing::error!(%error, "departures were not recorded, so nothing leaves");
        Vec::new()
    });
    answer(replies, left);
}

fn answer(replies: Vec<(Vec<AttemptId>, oneshot::Sender<Vec<AttemptId>>)>, left: Vec<AttemptId>) {
    let left: HashSet<_> = left.into_iter().collect();
    for (mut asked, reply) in replies {
        asked.retain(|attempt| left.contains(attempt));
        // A worker that is gone sends nothing.
        let _ = reply.send(asked);
    }
}

async fn settle(ledger: &dyn Ledger, settlements: Vec<Settlement>, heard: &(impl Fn(&[Settled]) + Sync)) {
    if settlements.is_empty() {
        return;
    }
    for _ in 0..TRIES {
        match ledger.settle(settlements.clone()).await {
            Ok(settled) => return heard(&settled),
            Err(StorageError::Closed) => break,
            Err(error) => tracing::warn!(%error, "answers were not written down, trying again"),
        }
        tokio::time::sleep(PAUSE).await;
    }
    tracing::error!(messages = settlements.len(), "answers are lost; their messages will be in doubt");
}

async fn give_back(ledger: &dyn Ledger, backs: Vec<GiveBack>) {
    if backs.is_empty() {
        return;
    }
    if let Err(error) = ledger.give_back(backs).await {
        // Their leases end by themselves.
        tracing::warn!(%error, "messages were not handed back");
    }
}
