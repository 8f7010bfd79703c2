use std::panic::AssertUnwindSafe;

use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::DatabaseTransaction;
use tokio::sync::oneshot;

use super::handle::Work;
use crate::error::StorageError;

/// When a write is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// When its caller hears of it.
    Now,
    /// With the next write that is on disk at once.
    Later,
}

/// A write that waits for its group.
pub(super) trait Job: Send {
    fn durability(&self) -> Durability;

    /// Runs the work; its answer is held back until the group is on disk.
    fn run<'t>(self: Box<Self>, tx: &'t DatabaseTransaction) -> BoxFuture<'t, Finished>;

    /// Answers without having run.
    fn refuse(self: Box<Self>, error: StorageError);
}

pub(super) type BoxedJob = Box<dyn Job>;

/// Tells the caller: `Ok` when the group was committed.
pub(super) type Answer = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

/// A write that ran, or was refused by its own rules.
pub(super) struct Finished {
    /// Whether its changes stay in the group.
    pub keep: bool,
    pub answer: Answer,
}

pub(super) struct WriteJob<F, T, E> {
    pub work: F,
    pub durability: Durability,
    pub reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Job for WriteJob<F, T, E>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E> + Send + 'static,
    T: Send + 'static,
    E: From<StorageError> + Send + 'static,
{
    fn durability(&self) -> Durability {
        self.durability
    }

    fn run<'t>(self: Box<Self>, tx: &'t DatabaseTransaction) -> BoxFuture<'t, Finished> {
        let Self { work, reply, .. } = *self;
        Box::pin(async move {
            let result = AssertUnwindSafe(async move { work(tx).await }).catch_unwind().await;
            let result = result.unwrap_or_else(|_| Err(StorageError::Panicked.into()));
            let keep = result.is_ok();
            let answer = move |committed: Result<(), StorageError>| {
                // A caller that no longer waits is no error.
                let _ = reply.send(committed.map_err(E::from).and(result));
            };
            Finished { keep, answer: Box::new(answer) }
        })
    }

    fn refuse(self: Box<Self>, error: StorageError) {
        let _ = self.reply.send(Err(error.into()));
    }
}
