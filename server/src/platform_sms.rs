//! The SMS account of the platform itself, as the operator writes it: one URL.

use domain::provider_form::FormValues;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// A provider, and the fields of its form.
#[derive(Debug)]
pub struct PlatformSms {
    pub provider: String,
    pub values: FormValues,
}

/// Where codes by SMS leave. `url` names the provider and gives the fields of its form, percent-encoded:
/// `netgsm:?usercode=8501234567&password=…&sender=FIRMA`.
///
/// # Errors
/// What is wrong, without a word of the secret.
pub fn read(url: &SecretString) -> Result<PlatformSms, String> {
    let url = Url::parse(url.expose_secret()).map_err(|_| "PLATFORM_SMS_URL is no URL".to_owned())?;
    let beside = url.has_host() || !url.path().is_empty() || url.fragment().is_some();
    if beside || url.query().is_none_or(str::is_empty) {
        return Err("PLATFORM_SMS_URL is a provider, `:?` and the fields of its form".to_owned());
    }
    let values = url.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    Ok(PlatformSms { provider: url.scheme().to_owned(), values })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_the_provider_and_the_fields_of_its_form() -> Result<(), String> {
        let sms = read(&"netgsm:?usercode=850&password=a%26b%2B%C3%A7%20&sender=F%C4%B0RMA".into())?;
        let expected = [("password", "a&b+ç "), ("sender", "FİRMA"), ("usercode", "850")];
        let expected: FormValues = expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        assert_eq!((sms.provider.as_str(), sms.values), ("netgsm", expected));
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_told_without_the_secret() {
        for url in [
            "gizli",
            "netgsm:",
            "netgsm:gizli",
            "netgsm:?",
            "netgsm://gizli@host?usercode=1",
            "netgsm:?a=b#gizli",
        ] {
            let wrong = read(&url.into()).err().unwrap_or_default();
            assert!(!wrong.is_empty() && !wrong.contains("gizli"), "{url}: {wrong}");
        }
    }
}
