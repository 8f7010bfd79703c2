use std::io;
use std::time::Duration;

use tokio::time::timeout;

use super::reply::{Parsed, Reply};
use super::stream::Stream;
use crate::outbound::{Outbound, TlsProblem};

/// Commands out, replies in. After any [`Trouble`] the connection is of no more use.
pub(super) struct Wire {
    stream: Stream,
    input: Vec<u8>,
    /// Where the next reply begins.
    read: usize,
}

/// Why there is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Trouble {
    #[error("the server hung up")]
    Closed,
    #[error("the connection broke: {0}")]
    Broken(io::ErrorKind),
    #[error("the server did not answer in time")]
    Late,
    #[error("the server's answer is not SMTP")]
    Odd,
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.kind())
    }
}

impl Wire {
    pub(super) fn new(stream: Stream) -> Self {
        Self { stream, input: Vec::with_capacity(1024), read: 0 }
    }

    pub(super) async fn write(&mut self, bytes: &[u8]) -> Result<(), Trouble> {
        Ok(self.stream.write(bytes).await?)
    }

    /// The next reply, waiting as long as it takes; callers wrap it in [`within`].
    pub(super) async fn reply(&mut self) -> Result<Reply, Trouble> {
        loop {
            match Reply::parse(&self.input[self.read..]) {
                Parsed::Whole(reply, taken) => {
                    self.read += taken;
                    if self.read == self.input.len() {
                        self.input.clear();
                        self.read = 0;
                    }
                    return Ok(reply);
                }
                Parsed::Odd => return Err(Trouble::Odd),
                Parsed::Incomplete if self.stream.read(&mut self.input).await? == 0 => {
                    return Err(Trouble::Closed);
                }
                Parsed::Incomplete => {}
            }
        }
    }

    /// One command and its reply.
    pub(super) async fn ask(&mut self, command: &str, patience: Duration) -> Result<Reply, Trouble> {
        within(patience, async {
            self.write(format!("{command}\r\n").as_bytes()).await?;
            self.reply().await
        })
        .await
    }

    /// Encrypts the connection after STARTTLS. Replies that came before TLS would be read as if the
    /// server had given them after it, so there must be none.
    pub(super) async fn encrypt(self, outbound: &Outbound, host: &str) -> Result<Self, TlsProblem> {
        match self.stream {
            Stream::Plain(stream) if self.input.is_empty() => {
                let stream = outbound.encrypt(host, stream).await?;
                Ok(Self::new(Stream::Tls(Box::new(stream))))
            }
            _ => Err(TlsProblem::Handshake("the server spoke before the encryption".to_owned())),
        }
    }

    pub(super) fn tls_version(&self) -> Option<String> {
        self.stream.tls_version()
    }
}

/// Bounds a step.
pub(super) async fn within<T>(
    patience: Duration,
    step: impl Future<Output = Result<T, Trouble>>,
) -> Result<T, Trouble> {
    timeout(patience, step).await.unwrap_or(Err(Trouble::Late))
}
