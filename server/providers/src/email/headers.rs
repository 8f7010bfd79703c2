//! Which header fields a caller may set, and what may stand in them.

use domain::message::FailureReason;
use lettre::message::header::{HeaderName, HeaderValue};

use crate::provider::ProviderFailure;

/// Fields that the message itself writes; a caller who sets them wants something else than to send.
const OURS: &[&str] = &[
    "bcc",
    "cc",
    "date",
    "dkim-signature",
    "from",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "sender",
    "subject",
    "to",
    "x-msg-ref",
];

/// A line that stays one: header injection is refused, not repaired.
pub(super) fn one_line<'t>(field: &str, text: &'t str) -> Result<&'t str, ProviderFailure> {
    if text.chars().any(|letter| letter.is_control() && letter != '\t') {
        return Err(refused(field, "a line break or control character"));
    }
    Ok(text)
}

/// A header field of the caller's.
pub(super) fn custom(name: &str, value: &str) -> Result<HeaderValue, ProviderFailure> {
    let lower = name.to_ascii_lowercase();
    let is_name = lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !is_name || lower.starts_with("content-") || OURS.contains(&lower.as_str()) {
        return Err(refused(name, "a field that cannot be set"));
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| refused(name, "not a field name"))?;
    let value = one_line(&name, value)?.to_owned();
    Ok(HeaderValue::new(name, value))
}

/// Our own reference and message id are made of few characters, and nothing else gets through.
pub(super) fn token<'t>(field: &str, text: &'t str) -> Result<&'t str, ProviderFailure> {
    let is_token = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b':' | b'"' | b'\\');
    if !text.is_empty() && text.len() <= 250 && text.bytes().all(is_token) {
        Ok(text)
    } else {
        Err(refused(field, "not an identifier"))
    }
}

pub(super) fn refused(field: &str, what: &str) -> ProviderFailure {
    ProviderFailure::rejected(FailureReason::RejectedContent, "header", format!("{field}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_harmless_fields_only() {
        assert!(custom("Precedence", "bulk").is_ok() && custom("X-Campaign", "Kasım").is_ok());
        for name in ["Bcc", "FROM", "content-type", "X Y", "X:Y", "X\r\nBcc", "", "DKIM-Signature", "Ünvan"]
        {
            assert!(custom(name, "x").is_err(), "{name:?}");
        }
        for value in ["a\r\nBcc: b@c.tr", "a\nb", "a\rb", "a\0b"] {
            assert!(custom("X-Test", value).is_err(), "{value:?}");
        }
    }

    #[test]
    fn an_identifier_cannot_carry_anything_else() {
        assert!(token("Message-ID", "<m.1@firma.com.tr>").is_ok());
        for text in ["", "a b", "a\r\nb", "a,b", "ı"] {
            assert!(token("Message-ID", text).is_err(), "{text:?}");
        }
    }
}
