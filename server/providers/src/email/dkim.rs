//! DKIM signatures (RFC 6376) for accounts whose mail server does not sign.

use domain::message::FailureReason;
use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;
use secrecy::{ExposeSecret, SecretString};

use crate::provider::ProviderFailure;

/// Signed where present; `Content-Type` is left out because lettre does not sign it from the same list.
const SIGNED: &[&str] = &[
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Reply-To",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

/// Signs messages of one domain.
pub(super) struct Signer(DkimConfig);

impl Signer {
    /// `key` is an RSA key in PKCS#1 PEM form, or the base64 of an Ed25519 seed.
    pub(super) fn new(selector: String, domain: String, key: &SecretString) -> Result<Self, ProviderFailure> {
        let text = key.expose_secret().trim();
        let algorithm =
            if text.starts_with("-----") { DkimSigningAlgorithm::Rsa } else { DkimSigningAlgorithm::Ed25519 };
        let key = DkimSigningKey::new(text, algorithm)
            .map_err(|error| ProviderFailure::config(format!("the DKIM key is unusable: {error}")))?;
        // With the "simple" header form, lettre's signatures do not verify (its issue 1104).
        let relaxed = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        let headers = SIGNED.iter().map(|name| HeaderName::new_from_ascii_str(name)).collect();
        Ok(Self(DkimConfig::new(selector, domain, key, headers, relaxed)))
    }

    /// Adds the signature; nothing may change afterwards.
    pub(super) fn sign(&self, message: &mut Message) -> Result<(), ProviderFailure> {
        message.sign(&self.0);
        if message.headers().get_raw("DKIM-Signature").is_some() {
            return Ok(());
        }
        Err(ProviderFailure::rejected(FailureReason::AccountProblem, "dkim", "the message was not signed"))
    }
}
