use std::sync::Arc;

use domain::company::CompanyMode;
use providers::descriptor::{Secrets, Settings};
use providers::outbound::{Outbound, OutboundConfig};
use providers::provider::{Provider, ProviderFailure};
use providers::registry;

/// Where providers are reached: the real ones for live companies, stand-ins for companies in test mode.
/// The default has no stand-ins: test mode reaches nothing at all.
#[derive(Debug, Clone, Default)]
pub struct Outbounds {
    live: Outbound,
    test: Outbound,
}

impl Outbounds {
    /// `test` names in its `base_urls` a stand-in per provider id: `netgsm` → `http://127.0.0.1:4001`,
    /// `smtp` → `smtp://127.0.0.1:2525`. A provider without one cannot be used in test mode.
    #[must_use]
    pub fn new(live: OutboundConfig, test: OutboundConfig) -> Self {
        Self { live: Outbound::new(live), test: Outbound::new(test) }
    }

    /// Makes the provider of an account; in test mode it can only reach its stand-in.
    ///
    /// # Errors
    /// Unusable settings, or no stand-in.
    pub fn build(
        &self,
        mode: CompanyMode,
        provider: &str,
        settings: &Settings,
        secrets: &Secrets,
    ) -> Result<Arc<dyn Provider>, ProviderFailure> {
        match mode {
            CompanyMode::Live => registry::build(provider, settings, secrets, &self.live),
            CompanyMode::Test => self.build_test(provider, settings, secrets),
        }
    }

    fn build_test(
        &self,
        provider: &str,
        settings: &Settings,
        secrets: &Secrets,
    ) -> Result<Arc<dyn Provider>, ProviderFailure> {
        let stand_in = self.test.config().base_urls.get(provider);
        let url = stand_in.ok_or_else(|| ProviderFailure::config("no stand-in for test mode"))?;
        match url.strip_prefix("smtp://") {
            Some(server) => {
                registry::build(provider, &at_stand_in(settings, server)?, &Secrets::default(), &self.test)
            }
            None => registry::build(provider, settings, secrets, &self.test),
        }
    }
}

/// The same account at another mail server, which asks for no login and no encryption.
fn at_stand_in(settings: &Settings, server: &str) -> Result<Settings, ProviderFailure> {
    let unusable = || ProviderFailure::config("the stand-in's address has no port");
    let (host, port) = server.trim_end_matches('/').rsplit_once(':').ok_or_else(unusable)?;
    let port: u16 = port.parse().map_err(|_| unusable())?;
    let mut settings = settings.clone();
    settings.set("host", host.trim_start_matches('[').trim_end_matches(']'));
    settings.set("port", port);
    for (name, value) in [("security", "none"), ("auth", "none")] {
        settings.set(name, value);
    }
    settings.set("dkim", false);
    Ok(settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp() -> Settings {
        [("host", "mail.firma.com.tr"), ("from_address", "a@firma.com.tr"), ("auth", "none")]
            .into_iter()
            .collect()
    }

    #[test]
    fn test_mode_reaches_nothing_without_a_stand_in() {
        let built = Outbounds::default().build(CompanyMode::Test, "smtp", &smtp(), &Secrets::default());
        assert!(built.is_err_and(|failure| failure.text.contains("stand-in")));
    }

    #[test]
    fn test_mode_moves_a_mail_account_to_the_stand_in() {
        let moved = at_stand_in(&smtp(), "127.0.0.1:2525").unwrap_or_default();
        assert_eq!(moved.get("host").and_then(|host| host.as_str()), Some("127.0.0.1"));
        assert_eq!(moved.get("port").and_then(serde_json::Value::as_i64), Some(2525));
        assert_eq!(moved.get("security").and_then(|security| security.as_str()), Some("none"));
        assert!(at_stand_in(&smtp(), "127.0.0.1").is_err());
    }
}
