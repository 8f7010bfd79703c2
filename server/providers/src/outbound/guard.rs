use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, OnceLock};

use rustls::ClientConfig;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::addresses::is_public;
use super::config::OutboundConfig;
use super::receiver::Receiver;
use super::tls::{self, TlsProblem};

/// Opens connections to other machines, and only to those it may; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Outbound(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    config: OutboundConfig,
    /// Parsed once, when the first connection needs it.
    tls: OnceLock<Arc<ClientConfig>>,
}

/// No connection, and nothing has left. One answer for a closed port, a name that does not exist and a
/// target that is forbidden: a form must not tell them apart. The log does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no connection")]
pub struct Unconnected;

impl Outbound {
    #[must_use]
    pub fn new(config: OutboundConfig) -> Self {
        Self(Arc::new(Inner { config, tls: OnceLock::new() }))
    }

    #[must_use]
    pub fn config(&self) -> &OutboundConfig {
        &self.0.config
    }

    /// The address of a provider: the operator's, or else the vendor's.
    #[must_use]
    pub fn base_url<'a>(&'a self, provider: &str, vendors: &'a str) -> &'a str {
        self.0.config.base_urls.get(provider).map_or(vendors, String::as_str)
    }

    /// Connects to a host: resolves once, checks every address, connects to a checked one.
    ///
    /// # Errors
    /// [`Unconnected`], whatever the cause.
    pub async fn connect(&self, to: Receiver, host: &str, port: u16) -> Result<TcpStream, Unconnected> {
        let attempt = async {
            let addresses = self.resolve(to, host, port).await?;
            let stream = connect_first(&addresses).await?;
            stream.set_nodelay(true)?;
            Ok::<_, io::Error>(stream)
        };
        let outcome = match timeout(self.0.config.connect_timeout, attempt).await {
            Ok(outcome) => outcome,
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        };
        outcome.map_err(|error| {
            tracing::info!(receiver = to.word(), host, port, %error, "no connection");
            Unconnected
        })
    }

    /// The addresses of a host, all of them allowed.
    ///
    /// # Errors
    /// When the name does not resolve, or any of its addresses or the port is not allowed.
    pub async fn resolve(&self, to: Receiver, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        let addresses: Vec<SocketAddr> = match host.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => lookup_host((host, port)).await?.collect(),
        };
        if addresses.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address"));
        }
        match addresses.iter().find(|address| !self.allows(to, **address)) {
            None => Ok(addresses),
            Some(forbidden) => Err(io::Error::new(
                io::ErrorKind::PermissionDenied,
                format!("{forbidden} is not allowed; see outbound.allow"),
            )),
        }
    }

    /// Encrypts a connection and checks the certificate for the host.
    ///
    /// # Errors
    /// [`TlsProblem`]; an invalid certificate is told apart, since trying again does not help.
    pub async fn encrypt(&self, host: &str, stream: TcpStream) -> Result<TlsStream<TcpStream>, TlsProblem> {
        let config = self.tls_config()?;
        let handshake = tls::encrypt(config, host, stream);
        timeout(self.0.config.connect_timeout, handshake)
            .await
            .unwrap_or_else(|_| Err(TlsProblem::Handshake("no answer in time".to_owned())))
    }

    fn tls_config(&self) -> Result<Arc<ClientConfig>, TlsProblem> {
        if let Some(config) = self.0.tls.get() {
            return Ok(config.clone());
        }
        let config = tls::client_config(&self.0.config.extra_roots)
            .map_err(|error| TlsProblem::Handshake(error.to_string()))?;
        Ok(self.0.tls.get_or_init(|| Arc::new(config)).clone())
    }

    fn allows(&self, to: Receiver, address: SocketAddr) -> bool {
        let opened = self.0.config.allow.contains(&address);
        let port = to.ports().is_none_or(|ports| ports.contains(&address.port()));
        opened || (port && is_public(address.ip()))
    }
}

async fn connect_first(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for address in addresses {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    async fn listener() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    fn allowing(allow: Vec<SocketAddr>) -> Outbound {
        Outbound::new(OutboundConfig { allow, ..OutboundConfig::default() })
    }

    #[tokio::test]
    async fn loopback_is_closed_until_the_operator_opens_the_pair() {
        let (_listener, address) = listener().await;
        let port = address.port();
        let closed = Outbound::default();
        for host in ["127.0.0.1", "localhost", "::1", "::ffff:127.0.0.1", "0.0.0.0"] {
            assert!(closed.connect(Receiver::Erp, host, port).await.is_err(), "{host}");
        }
        let open = allowing(vec![address]);
        let stream = open.connect(Receiver::Erp, "127.0.0.1", port).await.unwrap();
        assert!(stream.nodelay().unwrap());
        let (_other, elsewhere) = listener().await;
        assert!(open.connect(Receiver::Erp, "127.0.0.1", elsewhere.port()).await.is_err());
    }

    #[tokio::test]
    async fn a_name_with_one_forbidden_address_is_refused_whole() {
        let (_listener, address) = listener().await;
        let error = Outbound::default().resolve(Receiver::Erp, "localhost", address.port()).await;
        assert_eq!(error.unwrap_err().kind(), io::ErrorKind::PermissionDenied);
    }

    #[tokio::test]
    async fn users_may_name_the_ports_of_mail_only() {
        let open = Outbound::default();
        assert!(open.resolve(Receiver::SmtpHost, "8.8.8.8", 587).await.is_ok());
        assert!(open.resolve(Receiver::SmtpHost, "8.8.8.8", 22).await.is_err());
        assert!(open.resolve(Receiver::Meta, "8.8.8.8", 8080).await.is_ok());
    }

    #[tokio::test]
    async fn closed_and_forbidden_look_the_same() {
        let (listener, address) = listener().await;
        drop(listener);
        let closed = allowing(vec![address]).connect(Receiver::Erp, "127.0.0.1", address.port()).await;
        let forbidden = Outbound::default().connect(Receiver::Erp, "127.0.0.1", address.port()).await;
        assert_eq!(closed.unwrap_err(), forbidden.unwrap_err());
    }

    #[test]
    fn the_operator_may_move_a_provider() {
        let base_urls = [("netgsm".to_owned(), "http://127.0.0.1:4001".to_owned())].into();
        let outbound = Outbound::new(OutboundConfig { base_urls, ..OutboundConfig::default() });
        assert_eq!(outbound.base_url("netgsm", "https://a"), "http://127.0.0.1:4001");
        assert_eq!(outbound.base_url("verimor", "https://a"), "https://a");
    }
}
