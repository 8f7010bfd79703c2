//! A certificate made at start-up, for listeners that speak TLS.

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

/// A self-signed certificate for `localhost` and the loopback addresses; trust it in a test by its DER or PEM.
#[derive(Clone)]
pub struct TestCertificate {
    der: CertificateDer<'static>,
    pem: String,
    acceptor: TlsAcceptor,
}

impl TestCertificate {
    /// Makes a new key and certificate; `host` is added to the names it is valid for.
    ///
    /// # Errors
    /// When the key cannot be made or `host` is not a DNS name.
    pub fn generate(host: &str) -> io::Result<Self> {
        let names = ["localhost", "127.0.0.1", "::1", host].map(String::from).to_vec();
        let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
        let der = made.cert.der().clone();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).map_err(io::Error::other)?;
        let acceptor = acceptor(der.clone(), key).map_err(io::Error::other)?;
        Ok(Self { der, pem: made.cert.pem(), acceptor })
    }

    /// The certificate in binary form, as `RootCertStore::add` takes it.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as text, as a configuration file takes it.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    pub(crate) fn acceptor(&self) -> &TlsAcceptor {
        &self.acceptor
    }
}

fn acceptor(
    certificate: CertificateDer<'static>,
    key: PrivateKeyDer<'static>,
) -> Result<TlsAcceptor, rustls::Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}
