use std::sync::Arc;

use storage::clock::Clock;
use storage::ledger::{Ended, SqlLedger};
use storage::{Db, campaigns, data_keys};

use crate::engine::Node;
use crate::error::ServiceError;
use crate::secrets::KeySource;

/// Messages of one step.
const STEP: u32 = 500;

/// What a restore held, or what was released of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    pub messages: u64,
    pub campaigns: u64,
}

/// Lets nothing of a restored database leave by itself: what had not left when the backup was made may
/// have left since. What was on the wire is in doubt. Nobody else may use the database yet.
///
/// # Errors
/// Storage.
pub async fn hold_restored(db: &Db, clock: Arc<dyn Clock>) -> Result<Held, ServiceError> {
    let node = Node::take(db, Arc::clone(&clock), Ended::Everybody).await?;
    let ledger = SqlLedger::new(db.clone(), node.ids, clock);
    let mut step = ledger.hold_restored(None, STEP).await?;
    let mut messages = step.moved;
    while step.next.is_some() {
        step = ledger.hold_restored(step.next, STEP).await?;
        messages += step.moved;
    }
    let work = db.write(|tx| Box::pin(async move { campaigns::hold_restored(tx).await }));
    Ok(Held { messages, campaigns: work.await? })
}

/// Lets everything go that [`hold_restored`] held, of all companies; a server may run meanwhile. What had
/// left since the backup leaves once more. Answers what goes.
///
/// # Errors
/// Storage.
pub async fn release_restored(db: &Db, clock: Arc<dyn Clock>) -> Result<Held, ServiceError> {
    let node = Node::take(db, Arc::clone(&clock), Ended::Nobody).await?;
    let ledger = SqlLedger::new(db.clone(), node.ids, clock);
    let mut step = ledger.release_restored(None, STEP).await?;
    let mut messages = step.moved;
    while step.next.is_some() {
        step = ledger.release_restored(step.next, STEP).await?;
        messages += step.moved;
    }
    let work = db.write(|tx| Box::pin(async move { campaigns::release_restored(tx).await }));
    Ok(Held { messages, campaigns: work.await? })
}

/// The master keys that a database needs and this installation does not have: without them nothing that
/// was sealed can be read, and nobody can sign in.
///
/// # Errors
/// Storage; master keys that cannot be read.
pub async fn missing_masters(db: &Db, keys: &KeySource) -> Result<Vec<String>, ServiceError> {
    let needed = data_keys::masters(db.read()).await?;
    let known = match keys.load(false) {
        Ok(loaded) => loaded.keys.names(),
        Err(crate::secrets::SecretsError::KeyMissing(_)) => Vec::new(),
        Err(error) => return Err(error.into()),
    };
    Ok(needed.into_iter().filter(|name| !known.contains(name)).collect())
}
