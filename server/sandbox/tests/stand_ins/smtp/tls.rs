use std::sync::Arc;

use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::client::Client;

async fn encrypt(
    sink: &SmtpSink,
    stream: TcpStream,
    host: &'static str,
) -> std::io::Result<Client<TlsStream<TcpStream>>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(sink.certificate().der().to_vec())).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(host).unwrap();
    let stream = TlsConnector::from(Arc::new(config)).connect(name, stream).await?;
    Ok(Client(BufReader::new(stream)))
}

#[tokio::test]
async fn upgrades_with_starttls_and_forgets_the_plain_session() {
    let config = SmtpSinkConfig { require_tls: true, keep_bodies: 1, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let mut plain = Client::connect(sink.addr()).await;
    plain.expect("MAIL FROM:<a@x.tr>", "530 5.7.0").await;
    // What is sent ahead in the clear must not be obeyed after the handshake.
    plain.send("STARTTLS\r\nMAIL FROM:<evil@x.tr>\r\n").await;
    assert!(plain.reply().await.starts_with("220"));
    let mut client = encrypt(&sink, plain.0.into_inner(), "localhost").await.unwrap();
    client.expect("MAIL FROM:<a@x.tr>", "503").await;
    assert!(!client.say("EHLO test.local").await.contains("STARTTLS"));
    assert!(client.deliver("ok@x.tr", "t").await.starts_with("250"));
    assert!(sink.messages()[0].tls);
}

#[tokio::test]
async fn speaks_tls_from_the_first_byte_on_the_other_port() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    let stream = TcpStream::connect(sink.tls_addr()).await.unwrap();
    let mut client = encrypt(&sink, stream, "127.0.0.1").await.unwrap();
    assert!(client.reply().await.starts_with("220"));
    client.expect("EHLO test.local", "250").await;
    assert!(client.deliver("ok@x.tr", "t").await.starts_with("250"));
    assert_eq!(sink.report().distinct, 1);
}

#[tokio::test]
async fn its_certificate_is_not_valid_for_another_host() {
    let sink = SmtpSink::start(SmtpSinkConfig::default()).await.unwrap();
    assert!(sink.certificate().pem().starts_with("-----BEGIN CERTIFICATE-----"));
    let stream = TcpStream::connect(sink.tls_addr()).await.unwrap();
    assert!(encrypt(&sink, stream, "mail.example").await.is_err());
}
