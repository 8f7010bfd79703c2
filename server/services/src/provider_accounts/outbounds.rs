use std::collections::BTreeMap;
use std::sync::Arc;

use domain::company::CompanyMode;
use domain::id::AccountId;
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
    at_stand_ins: AtStandIns,
    callback_base: Option<String>,
}

/// What the stand-ins know of an account, by provider.
#[derive(Clone, Default)]
struct AtStandIns(BTreeMap<String, Arc<dyn Fn(AccountId) -> StandInAccount + Send + Sync>>);

/// What takes the place of an account's settings at a stand-in, which knows no others.
#[derive(Debug, Clone, Default)]
pub struct StandInAccount {
    pub settings: Settings,
    pub secrets: Secrets,
}

impl Outbounds {
    /// `test` names in its `base_urls` a stand-in per provider id: `netgsm` → `http://127.0.0.1:4001`,
    /// `smtp` → `smtp://127.0.0.1:2525`. A provider without one cannot be used in test mode. A mail server
    /// that also takes TLS, with a certificate that `test` trusts, is named `smtps` → `smtps://127.0.0.1:4650`:
    /// then accounts keep their encryption and their login.
    #[must_use]
    pub fn new(live: OutboundConfig, test: OutboundConfig) -> Self {
        Self { live: Outbound::new(live), test: Outbound::new(test), ..Self::default() }
    }

    /// Puts these settings and secrets in the place of an account's own when it is used in test mode.
    #[must_use]
    pub fn with_stand_in(
        mut self,
        provider: &str,
        account: impl Fn(AccountId) -> StandInAccount + Send + Sync + 'static,
    ) -> Self {
        self.at_stand_ins.0.insert(provider.to_owned(), Arc::new(account));
        self
    }

    /// Lets the stand-ins call this process with their reports at `base`, such as `http://127.0.0.1:3000`.
    #[must_use]
    pub fn with_callback_base(mut self, base: String) -> Self {
        self.callback_base = Some(base);
        self
    }

    pub(crate) fn callback_base(&self) -> Option<&str> {
        self.callback_base.as_deref()
    }

    /// Makes the provider of an account; in test mode it can only reach its stand-in.
    ///
    /// # Errors
    /// Unusable settings, or no stand-in.
    pub fn build(
        &self,
        mode: CompanyMode,
        provider: &str,
        account: AccountId,
        settings: &Settings,
        secrets: &Secrets,
    ) -> Result<Arc<dyn Provider>, ProviderFailure> {
        match mode {
            CompanyMode::Live => registry::build(provider, settings, secrets, &self.live),
            CompanyMode::Test => self.build_test(provider, account, settings, secrets),
        }
    }

    fn build_test(
        &self,
        provider: &str,
        account: AccountId,
        settings: &Settings,
        secrets: &Secrets,
    ) -> Result<Arc<dyn Provider>, ProviderFailure> {
        let stand_in = self.test.config().base_urls.get(provider);
        let url = stand_in.ok_or_else(|| ProviderFailure::config("no stand-in for test mode"))?;
        match url.strip_prefix("smtp://") {
            Some(plain) => self.build_mail(provider, settings, secrets, plain),
            None => match self.at_stand_ins.0.get(provider) {
                Some(at_stand_in) => {
                    let (settings, secrets) = at_stand_in(account).over(settings, secrets);
                    registry::build(provider, &settings, &secrets, &self.test)
                }
                None => registry::build(provider, settings, secrets, &self.test),
            },
        }
    }
}

impl Outbounds {
    /// The same account at the stand-in of the mail servers.
    fn build_mail(
        &self,
        provider: &str,
        settings: &Settings,
        secrets: &Secrets,
        plain: &str,
    ) -> Result<Arc<dyn Provider>, ProviderFailure> {
        let tls = self.test.config().base_urls.get("smtps").and_then(|url| url.strip_prefix("smtps://"));
        match tls {
            Some(tls) => {
                let wraps = settings.get("security").and_then(|word| word.as_str()) == Some("tls");
                let moved = moved(settings, if wraps { tls } else { plain })?;
                registry::build(provider, &moved, secrets, &self.test)
            }
            None => registry::build(provider, &bare(settings, plain)?, &Secrets::default(), &self.test),
        }
    }
}

impl std::fmt::Debug for AtStandIns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}

impl StandInAccount {
    fn over(&self, settings: &Settings, secrets: &Secrets) -> (Settings, Secrets) {
        let (mut settings, mut secrets) = (settings.clone(), secrets.clone());
        self.settings.iter().for_each(|(name, value)| settings.set(name, value.clone()));
        self.secrets.iter().for_each(|(name, secret)| secrets.set(name, secret.clone()));
        (settings, secrets)
    }
}

/// The same account at another mail server, which asks for no login and no encryption.
fn bare(settings: &Settings, server: &str) -> Result<Settings, ProviderFailure> {
    let mut settings = moved(settings, server)?;
    for (name, value) in [("security", "none"), ("auth", "none")] {
        settings.set(name, value);
    }
    settings.set("dkim", false);
    Ok(settings)
}

/// The same account at another mail server.
fn moved(settings: &Settings, server: &str) -> Result<Settings, ProviderFailure> {
    let unusable = || ProviderFailure::config("the stand-in's address has no port");
    let (host, port) = server.trim_end_matches('/').rsplit_once(':').ok_or_else(unusable)?;
    let port: u16 = port.parse().map_err(|_| unusable())?;
    let mut settings = settings.clone();
    settings.set("host", host.trim_start_matches('[').trim_end_matches(']'));
    settings.set("port", port);
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
        let built = Outbounds::default().build(
            CompanyMode::Test,
            "smtp",
            AccountId::from_i64(1),
            &smtp(),
            &Secrets::default(),
        );
        assert!(built.is_err_and(|failure| failure.text.contains("stand-in")));
    }

    #[test]
    fn test_mode_moves_a_mail_account_to_the_stand_in() {
        let moved = bare(&smtp(), "127.0.0.1:2525").unwrap_or_default();
        assert_eq!(moved.get("host").and_then(|host| host.as_str()), Some("127.0.0.1"));
        assert_eq!(moved.get("port").and_then(serde_json::Value::as_i64), Some(2525));
        assert_eq!(moved.get("security").and_then(|security| security.as_str()), Some("none"));
        assert!(bare(&smtp(), "127.0.0.1").is_err());
    }
}
