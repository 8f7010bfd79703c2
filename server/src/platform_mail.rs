//! The mail account of the platform itself, as the operator writes it: one URL and one sender.

use std::net::SocketAddr;

use domain::provider_form::FormValues;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// Where the platform's mails leave, as the fields of the SMTP provider's form.
///
/// `url` is `smtps://user:password@host:465` for TLS, or `smtp://user:password@host:587` for STARTTLS;
/// special characters in user and password are percent-encoded. `from` is `Name <address>` or an address.
///
/// # Errors
/// What is wrong, without a word of the secret.
pub fn read(url: &SecretString, from: &str) -> Result<FormValues, String> {
    let url = Url::parse(url.expose_secret()).map_err(|_| "PLATFORM_SMTP_URL is no URL".to_owned())?;
    let (security, port) = match url.scheme() {
        "smtps" => ("tls", 465),
        "smtp" => ("starttls", 587),
        _ => return Err("PLATFORM_SMTP_URL begins with smtps:// or smtp://".to_owned()),
    };
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or("PLATFORM_SMTP_URL names no host")?;
    let (from_name, from_address) = sender(from);
    let port = url.port().unwrap_or(port).to_string();
    let mut values = values(host, &port, security, &from_address);
    values.insert("from_name".to_owned(), from_name);
    if !url.username().is_empty() {
        values.insert("auth".to_owned(), "password".to_owned());
        values.insert("username".to_owned(), decoded(url.username()));
        values.insert("password".to_owned(), decoded(url.password().unwrap_or_default()));
    }
    Ok(values)
}

/// The sandbox's mail sink: nothing leaves the machine.
pub fn to_sink(sink: SocketAddr) -> FormValues {
    values(&sink.ip().to_string(), &sink.port().to_string(), "none", "platform@demo.example")
}

fn values(host: &str, port: &str, security: &str, from: &str) -> FormValues {
    let values =
        [("host", host), ("port", port), ("security", security), ("auth", "none"), ("from_address", from)];
    values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The name, which may be empty, and the address.
fn sender(from: &str) -> (String, String) {
    match from.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').to_owned(), address.trim().to_owned()),
        None => (String::new(), from.trim().to_owned()),
    }
}

/// A part of a URL as it was meant.
fn decoded(part: &str) -> String {
    // The form decoding also turns `+` into a space, which no URL means here.
    let pairs = part.replace('+', "%2B");
    form_urlencoded::parse(pairs.as_bytes()).next().map(|(text, _)| text.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_values(url: &str, from: &str) -> Result<FormValues, String> {
        read(&SecretString::from(url), from)
    }

    #[test]
    fn a_url_says_everything_the_form_asks() {
        let values = read_values(
            "smtps://bilgi%40firma.com.tr:a%26b+c%3D@mail.firma.com.tr",
            "Firma <bilgi@firma.com.tr>",
        );
        let values = values.unwrap_or_default();
        let expected = [
            ("auth", "password"),
            ("from_address", "bilgi@firma.com.tr"),
            ("from_name", "Firma"),
            ("host", "mail.firma.com.tr"),
            ("password", "a&b+c="),
            ("port", "465"),
            ("security", "tls"),
            ("username", "bilgi@firma.com.tr"),
        ];
        assert_eq!(values, expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }

    #[test]
    fn starttls_has_its_own_scheme_and_port() {
        let values = read_values("smtp://relay.firma.com.tr:2525", "bilgi@firma.com.tr").unwrap_or_default();
        assert_eq!(values.get("security").map(String::as_str), Some("starttls"));
        assert_eq!(values.get("port").map(String::as_str), Some("2525"));
        assert_eq!(values.get("auth").map(String::as_str), Some("none"));
    }

    #[test]
    fn what_is_wrong_is_told_without_the_secret() {
        for url in ["mail.firma.com.tr", "https://u:gizli@h", "smtps://", "smtp:gizli"] {
            let wrong = read_values(url, "a@b.example").err().unwrap_or_default();
            assert!(!wrong.is_empty() && !wrong.contains("gizli"), "{url}: {wrong}");
        }
    }
}
