//! What the mail sink listens on, offers and refuses.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use crate::memory::Memory;

/// Settings of a [`SmtpSink`](super::SmtpSink); the default takes any mail on free loopback ports,
/// with STARTTLS and AUTH offered and neither required.
#[derive(Clone, Debug)]
pub struct SmtpSinkConfig {
    /// Address of both listeners.
    pub ip: IpAddr,
    /// Port of the plain listener (which offers STARTTLS); 0 takes a free one.
    pub port: u16,
    /// Port of the listener with implicit TLS; 0 takes a free one.
    pub tls_port: u16,
    /// Name in the greeting, in the EHLO answer and in the certificate.
    pub hostname: String,
    /// EHLO keywords besides `STARTTLS` and `AUTH`, which follow from the fields below.
    pub extensions: Vec<String>,
    /// Offer STARTTLS on the plain port.
    pub starttls: bool,
    /// Refuse MAIL with 530 before TLS.
    pub require_tls: bool,
    /// Mechanisms offered; empty offers no AUTH. Known: `PLAIN`, `LOGIN`, `XOAUTH2`.
    pub auth: Vec<String>,
    /// Refuse MAIL with 530 before AUTH.
    pub require_auth: bool,
    /// Refuse AUTH with 538 (and do not offer it) before TLS.
    pub auth_needs_tls: bool,
    /// Accept only this login; without it any login but those of [`USER_RULES`](super::USER_RULES).
    pub credentials: Option<SmtpCredentials>,
    /// Further connections are turned away with 421 4.7.0.
    pub max_connections: Option<usize>,
    /// Say 421 4.4.2 and close when a client sends nothing for so long, as servers do after minutes.
    pub idle_timeout: Option<Duration>,
    /// Answer MAIL with 421 4.7.0 and close after so many messages on one connection.
    pub messages_per_connection: Option<u64>,
    /// Logins the user `busy` may have at once.
    pub busy_user_connections: u32,
    /// Messages the user `quota` may send.
    pub quota_user_messages: u64,
    /// Larger messages get 552 5.3.4; announced as SIZE.
    pub max_message_bytes: usize,
    /// Longer lines of a message get 500 5.5.2; octets with CRLF, at most 16 384.
    pub max_line_bytes: usize,
    /// Refuse messages and commands with a bare CR or LF.
    pub refuse_bare_newlines: bool,
    /// Wait before the greeting of every connection.
    pub greeting_delay: Duration,
    /// What the recipients `slow…` and `slow-greeting` wait.
    pub slow: Duration,
    /// How much the recipient `huge` answers before the connection closes.
    pub huge_reply_bytes: usize,
    /// How many messages to keep whole, the newest; 0 keeps none.
    pub keep_bodies: usize,
    /// Bound on the bytes of all kept messages.
    pub keep_bytes: usize,
    /// File that gets one line per accepted message before its 250; see [`read_journal`](super::read_journal).
    pub journal: Option<PathBuf>,
    /// How long it remembers what it took.
    pub memory: Memory,
}

/// The one login of a sink. Made up by the test, so no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpCredentials {
    pub user: String,
    pub password: String,
}

impl Default for SmtpSinkConfig {
    fn default() -> Self {
        Self {
            ip: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            tls_port: 0,
            hostname: "sandbox.test".into(),
            extensions: words("PIPELINING 8BITMIME SMTPUTF8 DSN ENHANCEDSTATUSCODES"),
            starttls: true,
            require_tls: false,
            auth: words("PLAIN LOGIN XOAUTH2"),
            require_auth: false,
            auth_needs_tls: false,
            credentials: None,
            max_connections: None,
            idle_timeout: None,
            messages_per_connection: None,
            busy_user_connections: 2,
            quota_user_messages: 5,
            max_message_bytes: 26_214_400,
            max_line_bytes: 1000,
            refuse_bare_newlines: true,
            greeting_delay: Duration::ZERO,
            slow: Duration::from_secs(2),
            huge_reply_bytes: 16 << 20,
            keep_bodies: 0,
            keep_bytes: 64 << 20,
            journal: None,
            memory: Memory::All,
        }
    }
}

fn words(list: &str) -> Vec<String> {
    list.split(' ').map(String::from).collect()
}
