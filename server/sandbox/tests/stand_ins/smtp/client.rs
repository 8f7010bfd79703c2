//! A client that sends bytes as told and reads whole replies.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

pub struct Client<S>(pub BufReader<S>);

impl Client<TcpStream> {
    /// Connects, reads the greeting and says EHLO.
    pub async fn connect(addr: SocketAddr) -> Self {
        let mut client = Self::raw(addr).await;
        assert!(client.reply().await.starts_with("220 "));
        client.expect("EHLO test.local", "250").await;
        client
    }

    pub async fn raw(addr: SocketAddr) -> Self {
        let stream = TcpStream::connect(addr).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(BufReader::new(stream))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Client<S> {
    pub async fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.write_all(bytes.as_ref()).await.unwrap();
        self.0.flush().await.unwrap();
    }

    /// One reply, all its lines; empty when the connection was closed.
    pub async fn reply(&mut self) -> String {
        let mut reply = String::new();
        loop {
            let start = reply.len();
            let read = tokio::time::timeout(Duration::from_secs(10), self.0.read_line(&mut reply));
            let count = read.await.unwrap().unwrap_or(0);
            if count == 0 || reply.as_bytes().get(start + 3) != Some(&b'-') {
                return reply;
            }
        }
    }

    pub async fn say(&mut self, line: &str) -> String {
        self.send(format!("{line}\r\n")).await;
        self.reply().await
    }

    /// Says a line and checks how the reply begins.
    pub async fn expect(&mut self, line: &str, start: &str) -> String {
        let reply = self.say(line).await;
        assert!(reply.starts_with(start), "{line}: {reply:?} does not start with {start}");
        reply
    }

    /// Sends a whole message and returns the reply to its final dot, or the earlier one that ended it.
    pub async fn deliver(&mut self, to: &str, reference: &str) -> String {
        self.expect("MAIL FROM:<shop@firma.test>", "250").await;
        let reply = self.say(&format!("RCPT TO:<{to}>")).await;
        if !reply.starts_with("250") {
            return reply;
        }
        self.expect("DATA", "354").await;
        self.say(&message(reference)).await
    }
}

/// Headers, a body and the final dot, without the last CRLF.
pub fn message(reference: &str) -> String {
    format!(
        "Message-ID: <{reference}@firma.test>\r\nX-Msg-Ref: {reference}\r\nSubject: Deneme\r\n\r\nMerhaba\r\n."
    )
}
