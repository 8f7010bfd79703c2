//! Stand-ins on threads of their own, so that they and the product share the cores as two programs do.

use std::future::Future;

use tokio::runtime::{Builder, Runtime};

use crate::Outcome;

/// The name of the threads.
pub const THREAD: &str = "stand-in";

/// A runtime for stand-ins; ends when dropped.
#[derive(Debug)]
pub struct Background(Option<Runtime>);

impl Background {
    /// # Errors
    /// No thread.
    pub fn new() -> Outcome<Self> {
        let runtime =
            Builder::new_multi_thread().worker_threads(1).thread_name(THREAD).enable_all().build()?;
        Ok(Self(Some(runtime)))
    }

    /// Runs something there that may start further tasks.
    ///
    /// # Errors
    /// What the work says.
    pub async fn run<T, E>(&self, work: impl Future<Output = Result<T, E>> + Send + 'static) -> Outcome<T>
    where
        T: Send + 'static,
        E: std::error::Error + Send + Sync + 'static,
    {
        let runtime = self.0.as_ref().ok_or("the runtime has ended")?;
        Ok(runtime.spawn(work).await??)
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // A runtime may not wait for its end inside another one.
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
