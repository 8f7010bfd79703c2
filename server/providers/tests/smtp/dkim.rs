//! The signature is checked by a second reading of RFC 6376, not by the library that wrote it.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::time::Timestamp;
use providers::provider::{Content, OpenGate, Unsubscribe};
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use sha2::{Digest, Sha256};

use crate::account::{TestAccount, mail};

/// The key in the PKCS#1 form that accounts hold: the PKCS#8 form without its first 26 bytes, which name
/// the algorithm.
fn pem_of(key: &KeyPair) -> String {
    let pkcs8 = key.as_der().unwrap();
    let body = STANDARD.encode(&pkcs8.as_ref()[26..]);
    let lines: Vec<_> = body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", lines.join("\n"))
}

#[tokio::test]
async fn a_signature_covers_headers_and_body() {
    let key = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let config = SmtpSinkConfig { keep_bodies: 1, ..SmtpSinkConfig::default() };
    let sink = SmtpSink::start(config).await.unwrap();
    let account = TestAccount::at(sink.addr()).with("dkim", true).with("dkim_selector", "mesaj");
    let provider = account.secret("dkim_key", &pem_of(&key)).build();
    let mut outgoing = mail("ayse@x.com.tr", "att_1");
    if let Content::Email(content) = &mut outgoing.content {
        content.subject = "Kasım  faturanız – çok uzun bir konu satırı ki katlanması gereksin".to_owned();
        let url = "https://m.firma.com.tr/u/0123456789abcdef".to_owned();
        content.unsubscribe = Some(Unsubscribe { url, mailto: None });
    }
    let outcomes = provider.send(&[outgoing], Timestamp::from_seconds(1_800_000_000), &OpenGate).await;
    assert!(outcomes[0].failure().is_none(), "{outcomes:?}");
    let raw = sink.messages()[0].raw.clone();
    let public: PublicKeyX509Der<'_> = key.public_key().as_der().unwrap();
    assert_eq!(verify(&raw, public.as_ref()), Ok("firma.com.tr".to_owned()));
    let tampered = String::from_utf8(raw).unwrap().replace("ayse@x.com.tr", "fatma@x.com.tr");
    assert!(verify(tampered.as_bytes(), public.as_ref()).is_err());
}

#[test]
fn a_key_that_cannot_be_read_is_a_setting_to_correct() {
    let account = TestAccount::at("127.0.0.1:25".parse().unwrap()).with("dkim", true);
    let account = account.with("dkim_selector", "s").secret("dkim_key", "-----BEGIN X-----");
    let outbound = providers::outbound::Outbound::default();
    let built = providers::registry::build("smtp", &account.settings, &account.secrets, &outbound);
    assert_eq!(built.err().map(|failure| failure.pauses_account()), Some(true));
}

/// Checks a relaxed/relaxed RSA signature; the signing domain, or what is wrong.
fn verify(raw: &[u8], public: &[u8]) -> Result<String, &'static str> {
    let text = std::str::from_utf8(raw).map_err(|_| "not text")?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or("no body")?;
    let headers = unfold(head);
    let signature = headers.iter().find(|(name, _)| name == "dkim-signature").ok_or("not signed")?;
    let tag = |wanted: &str| tag(&signature.1, wanted);
    if tag("c")? != "relaxed/relaxed" || tag("a")? != "rsa-sha256" {
        return Err("another algorithm");
    }
    if STANDARD.encode(Sha256::digest(relaxed_body(body))) != tag("bh")? {
        return Err("the body differs");
    }
    let mut signed = String::new();
    for name in tag("h")?.split(':') {
        // A field that is named and absent counts as nothing: adding one later breaks the signature.
        if let Some((name, value)) = headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)) {
            signed += &format!("{name}:{value}\r\n");
        }
    }
    for needed in ["From", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post"] {
        if !tag("h")?.split(':').any(|name| name.eq_ignore_ascii_case(needed)) {
            return Err("not covered");
        }
    }
    let (unsigned, _) = signature.1.split_once(" b=").ok_or("no b")?;
    signed += &format!("dkim-signature:{unsigned} b=");
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, public);
    let value = STANDARD.decode(tag("b")?).map_err(|_| "not base64")?;
    key.verify(signed.as_bytes(), &value).map_err(|_| "the headers differ")?;
    tag("d")
}

/// Names in lower case; values unfolded, runs of blanks made one, ends trimmed.
fn unfold(head: &str) -> Vec<(String, String)> {
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let pair = |line: &str| {
        let (name, value) = line.split_once(':').unwrap();
        let value = value.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        (name.trim().to_ascii_lowercase(), value)
    };
    unfolded.split("\r\n").map(pair).collect()
}

fn relaxed_body(body: &str) -> String {
    let relaxed = |line: &str| {
        let words: Vec<_> = line.split([' ', '\t']).collect();
        let mut line = String::new();
        for (index, word) in words.iter().enumerate() {
            if index > 0 && !line.ends_with(' ') {
                line.push(' ');
            }
            line.push_str(word);
        }
        line.trim_end().to_owned()
    };
    let lines: Vec<_> = body.split("\r\n").map(relaxed).collect();
    format!("{}\r\n", lines.join("\r\n").trim_end_matches("\r\n"))
}

fn tag(signature: &str, wanted: &str) -> Result<String, &'static str> {
    let find = |part: &str| {
        let (name, value) = part.split_once('=')?;
        (name.trim() == wanted).then(|| value.split_ascii_whitespace().collect::<String>())
    };
    signature.split(';').find_map(find).ok_or("a tag is missing")
}
