use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Why a connection could not be encrypted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TlsProblem {
    /// Nothing to try again: a person must look at the certificate or the name.
    #[error("the certificate is not valid: {0}")]
    Certificate(String),
    #[error("no TLS: {0}")]
    Handshake(String),
}

/// Verifies against Mozilla's roots and the operator's own; TLS 1.2 and 1.3.
pub(super) fn client_config(extra_roots: &[Vec<u8>]) -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let extra = extra_roots.iter().map(|root| CertificateDer::from(root.clone()));
    let (_, unusable) = roots.add_parsable_certificates(extra);
    if unusable > 0 {
        tracing::warn!(unusable, "extra root certificates cannot be read");
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Encrypts a connection and checks that the certificate is valid for the host.
pub(super) async fn encrypt(
    config: Arc<ClientConfig>,
    host: &str,
    stream: TcpStream,
) -> Result<TlsStream<TcpStream>, TlsProblem> {
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| TlsProblem::Certificate("not a name that a certificate can hold".to_owned()))?;
    TlsConnector::from(config).connect(name, stream).await.map_err(|error| problem_of(&error))
}

fn problem_of(error: &std::io::Error) -> TlsProblem {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref::<rustls::Error>());
    match cause {
        Some(rustls::Error::InvalidCertificate(why)) => TlsProblem::Certificate(format!("{why:?}")),
        _ => TlsProblem::Handshake(error.to_string()),
    }
}
