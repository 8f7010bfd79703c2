use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

/// What the operator of the installation decides about connections to other machines.
#[derive(Clone, Debug)]
pub struct OutboundConfig {
    /// Loopback and private targets that are open in spite of the guard: an ERP in the LAN, a mail
    /// server on the same machine, the sandbox.
    pub allow: Vec<SocketAddr>,
    /// Other addresses of providers, by provider id: `netgsm` → `http://127.0.0.1:4001`.
    pub base_urls: BTreeMap<String, String>,
    /// Certificates in DER form that are trusted beside the public ones: a company's own authority.
    pub extra_roots: Vec<Vec<u8>>,
    /// For the name and the connection together.
    pub connect_timeout: Duration,
    /// For an answer over HTTP, from the first byte sent.
    pub answer_timeout: Duration,
    pub smtp: SmtpPatience,
    /// HTTP connections idle for longer are closed, before the other side may do so in the middle of a request.
    pub idle_timeout: Duration,
    /// How many times faster than documented reports may be asked for: 1, and more only where all
    /// providers are stand-ins that know of it.
    pub faster: u32,
}

impl Default for OutboundConfig {
    fn default() -> Self {
        Self {
            allow: Vec::new(),
            base_urls: BTreeMap::new(),
            extra_roots: Vec::new(),
            connect_timeout: Duration::from_secs(10),
            answer_timeout: Duration::from_secs(30),
            smtp: SmtpPatience::default(),
            idle_timeout: Duration::from_secs(15),
            faster: 1,
        }
    }
}

/// How long a mail server may take to answer; RFC 5321 §4.5.3.2 asks for minutes.
#[derive(Clone, Copy, Debug)]
pub struct SmtpPatience {
    /// The greeting, EHLO and the login.
    pub hello: Duration,
    /// MAIL, RCPT and DATA.
    pub command: Duration,
    /// The content and the answer to its final dot: ending this wait leaves a message in doubt.
    pub content: Duration,
    /// Sessions idle for longer are closed. Longer than for HTTP: nothing is lost when the server closes
    /// one first, and a new one costs a login.
    pub idle: Duration,
}

impl Default for SmtpPatience {
    fn default() -> Self {
        Self {
            hello: Duration::from_secs(60),
            command: Duration::from_secs(120),
            content: Duration::from_secs(300),
            idle: Duration::from_secs(60),
        }
    }
}
