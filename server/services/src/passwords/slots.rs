use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::PasswordError;

/// A few places for slow work, and a bounded queue before them: a flood of sign-ins waits here or is
/// turned away, and never takes the threads that send messages.
#[derive(Debug, Clone)]
pub(super) struct Slots {
    working: Arc<Semaphore>,
    present: Arc<Semaphore>,
}

impl Slots {
    pub(super) fn new(working: usize, waiting: usize) -> Self {
        let [working, present] = [working, working + waiting].map(|places| Arc::new(Semaphore::new(places)));
        Self { working, present }
    }

    /// Runs the work on a blocking thread. The places stay taken until it ends, even when the caller is
    /// gone, so that hanging up does not make room for more.
    ///
    /// # Errors
    /// [`PasswordError::Busy`] when the queue is full.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let present = Arc::clone(&self.present).try_acquire_owned().map_err(|_| PasswordError::Busy)?;
        let working = Arc::clone(&self.working).acquire_owned().await.map_err(|_| PasswordError::Busy)?;
        let places: [OwnedSemaphorePermit; 2] = [present, working];
        let job = tokio::task::spawn_blocking(move || {
            let _places = places;
            work()
        });
        job.await.map_err(|_| PasswordError::Stopped)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn turns_away_what_does_not_fit_and_recovers() -> Result<(), Box<dyn std::error::Error>> {
        let slots = Slots::new(1, 1);
        let (release, wait) = mpsc::channel::<()>();
        let (started, running) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let slots = slots.clone();
            async move {
                slots
                    .run(move || {
                        let _ = started.send(());
                        wait.recv().is_ok()
                    })
                    .await
            }
        });
        running.await?;
        let second = tokio::spawn({
            let slots = slots.clone();
            async move { slots.run(|| 2).await }
        });
        while slots.present.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(slots.run(|| 3).await, Err(PasswordError::Busy)));
        release.send(())?;
        assert!(first.await??);
        assert_eq!(second.await??, 2);
        assert_eq!(slots.run(|| 3).await?, 3);
        Ok(())
    }
}
