use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::connection::Connection;
use crate::provider::ProviderFailure;

/// The connections of one account to its provider: a hard cap on the open ones, the rest waits.
pub(super) struct Pool {
    open: Semaphore,
    idle: Mutex<Vec<Connection>>,
    idle_timeout: Duration,
}

impl Pool {
    pub(super) const fn new(cap: usize, idle_timeout: Duration) -> Self {
        Self { open: Semaphore::const_new(cap), idle: Mutex::new(Vec::new()), idle_timeout }
    }

    /// Waits for the right to hold a connection.
    pub(super) async fn admit(&self) -> Result<SemaphorePermit<'_>, ProviderFailure> {
        self.open.acquire().await.map_err(|_| ProviderFailure::unreachable("the account is being closed"))
    }

    /// The connection that rested for the shortest time, if one is still alive.
    pub(super) async fn take_idle(&self) -> Option<Connection> {
        loop {
            let mut connection = self.idle().pop()?;
            if connection.idle_since.elapsed() < self.idle_timeout && connection.is_usable().await {
                connection.reused = true;
                return Some(connection);
            }
        }
    }

    /// Keeps a connection whose answer was read to the end.
    pub(super) fn give_back(&self, mut connection: Connection) {
        connection.idle_since = Instant::now();
        let mut idle = self.idle();
        // The stack's bottom is the oldest: one look a time keeps dead ones from piling up.
        if idle.first().is_some_and(|oldest| oldest.idle_since.elapsed() >= self.idle_timeout) {
            idle.remove(0);
        }
        idle.push(connection);
    }

    pub(super) fn close_idle(&self) {
        self.idle().clear();
    }

    #[cfg(test)]
    pub(super) fn has_live_idle(&self) -> bool {
        self.idle().iter().any(|connection| !connection.is_closed())
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
