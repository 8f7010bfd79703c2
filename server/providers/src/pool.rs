//! The open connections of one account: a hard cap, and a stack of those at rest.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::provider::ProviderFailure;

/// Connections of one kind. A permit is held for as long as a connection is in use.
#[derive(Debug)]
pub(crate) struct Pool<C> {
    in_use: Semaphore,
    idle: Mutex<Vec<(Instant, C)>>,
    idle_timeout: Duration,
}

impl<C> Pool<C> {
    pub(crate) const fn new(cap: u32, idle_timeout: Duration) -> Self {
        let cap = if cap == 0 { 1 } else { cap as usize };
        Self { in_use: Semaphore::const_new(cap), idle: Mutex::new(Vec::new()), idle_timeout }
    }

    /// Waits for the right to use a connection.
    pub(crate) async fn admit(&self) -> Result<SemaphorePermit<'_>, ProviderFailure> {
        self.in_use.acquire().await.map_err(|_| ProviderFailure::unreachable("the account is being closed"))
    }

    /// The connection that rested for the shortest time, unless it rested for too long.
    pub(crate) fn take(&self) -> Option<C> {
        let (since, connection) = self.idle().pop()?;
        (since.elapsed() < self.idle_timeout).then_some(connection)
    }

    /// Lets a connection rest that is ready for its next use. Beyond the cap the longest-resting goes.
    pub(crate) fn put(&self, connection: C) {
        self.idle().push((Instant::now(), connection));
    }

    /// Removes the connections that rested for too long.
    pub(crate) fn take_expired(&self) -> Vec<C> {
        let mut idle = self.idle();
        // The bottom of the stack rested longest.
        let expired = idle.partition_point(|(since, _)| since.elapsed() >= self.idle_timeout);
        idle.drain(..expired).map(|(_, connection)| connection).collect()
    }

    /// Removes all connections at rest.
    pub(crate) fn take_all(&self) -> Vec<C> {
        std::mem::take(&mut *self.idle()).into_iter().map(|(_, connection)| connection).collect()
    }

    pub(crate) const fn idle_timeout(&self) -> Duration {
        self.idle_timeout
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.idle().is_empty()
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(Instant, C)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
