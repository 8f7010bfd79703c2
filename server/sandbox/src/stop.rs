//! Telling every task of a stand-in to end.

use tokio::sync::watch;

/// The side that stops; stops also when dropped.
pub struct Stopper(watch::Sender<bool>);

/// The side that waits to be stopped.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

/// A connected pair.
pub fn stopper() -> (Stopper, Stop) {
    let (sender, receiver) = watch::channel(false);
    (Stopper(sender), Stop(receiver))
}

impl Stopper {
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Drop for Stopper {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Stop {
    /// Returns once it is time to end.
    pub async fn wait(&mut self) {
        // An error means that the stopper is gone, which is a stop as well.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}
