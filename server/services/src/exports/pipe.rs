use std::io::{self, Write};
use std::time::Duration;

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// A reader who takes nothing for so long is as good as gone.
const PATIENCE: Duration = Duration::from_secs(300);

/// The end of a pipe that a thread writes into; it waits when the reader is behind.
pub(super) struct Pipe(mpsc::Sender<Bytes>);

impl Pipe {
    pub const fn into(sender: mpsc::Sender<Bytes>) -> Self {
        Self(sender)
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sending = self.0.send_timeout(Bytes::copy_from_slice(bytes), PATIENCE);
        Handle::current().block_on(sending).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
