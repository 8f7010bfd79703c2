//! The other end of a connection, which speaks no protocol at all, or just enough SMTP to be handed a
//! message.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the peer does once it has heard something.
#[derive(Clone, Copy, Debug)]
pub enum Manner {
    /// Closes before it reads anything.
    HangUp,
    /// Reads for ever and says nothing.
    Silent,
    /// Closes after what it read.
    CutAfterReading,
    /// Answers with something that is no protocol.
    Garbage,
    /// Answers with a page, as a captive portal or a wrong host does.
    WebPage,
    /// Takes part in SMTP until the content has come, then closes.
    CutAfterContent,
}

pub const MANNERS: [Manner; 6] = [
    Manner::HangUp,
    Manner::Silent,
    Manner::CutAfterReading,
    Manner::Garbage,
    Manner::WebPage,
    Manner::CutAfterContent,
];

pub struct Peer {
    pub address: SocketAddr,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Peer {
    pub async fn start(manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let peer = Self { address: listener.local_addr().unwrap(), heard: Arc::default() };
        let heard = peer.heard.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, manner, heard.clone()));
            }
        });
        peer
    }

    /// Whether so much of the message came that somebody could have acted on it.
    pub fn heard(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.heard.lock().unwrap()).contains(text)
    }

    pub fn heard_nothing(&self) -> bool {
        self.heard.lock().unwrap().is_empty()
    }
}

async fn converse(mut stream: TcpStream, manner: Manner, heard: Arc<Mutex<Vec<u8>>>) {
    if let Manner::HangUp = manner {
        return;
    }
    if let Manner::CutAfterContent = manner {
        // An HTTP client talks first and takes the greeting for a broken answer.
        let _ = stream.write_all(b"220 peer\r\n").await;
    }
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = stream.read(&mut buffer).await.unwrap_or(0);
        if read == 0 {
            return;
        }
        heard.lock().unwrap().extend_from_slice(&buffer[..read]);
        let answer = match manner {
            Manner::Silent => continue,
            Manner::Garbage => "\u{0}\u{1} merhaba\r\n\r\n",
            Manner::WebPage => "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n<html></html>",
            Manner::CutAfterContent => match smtp_answer(&buffer[..read]) {
                Some(answer) => answer,
                None => return,
            },
            Manner::HangUp | Manner::CutAfterReading => return,
        };
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The answer to one command; `None` when the content has come, or when it is no command.
fn smtp_answer(command: &[u8]) -> Option<&'static str> {
    match command.get(..4)? {
        b"EHLO" => Some("250-peer\r\n250 AUTH PLAIN\r\n"),
        b"AUTH" => Some("235 2.7.0 Ok\r\n"),
        b"MAIL" | b"RCPT" => Some("250 2.1.0 Ok\r\n"),
        b"DATA" => Some("354 go ahead\r\n"),
        b"QUIT" => Some("221 bye\r\n"),
        _ => None,
    }
}
