use http::HeaderValue;
use http::uri::PathAndQuery;
use url::Url;

use crate::provider::ProviderFailure;

/// Where a provider is reached: read once from the descriptor or the operator's configuration.
#[derive(Debug)]
pub(super) struct BaseUrl {
    pub(super) tls: bool,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) host_header: HeaderValue,
    /// Without a slash at its end.
    prefix: String,
}

impl BaseUrl {
    pub(super) fn parse(text: &str) -> Result<Self, ProviderFailure> {
        let unusable = || ProviderFailure::config("the provider's base address is unusable");
        let url = Url::parse(text).map_err(|_| unusable())?;
        let tls = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(unusable()),
        };
        let (host, port) = url.host_str().zip(url.port_or_known_default()).ok_or_else(unusable)?;
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Ok(Self {
            tls,
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port,
            host_header: HeaderValue::from_str(&authority).map_err(|_| unusable())?,
            prefix: url.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The request target of a path that begins with a slash.
    pub(super) fn target(&self, path: &str) -> Result<PathAndQuery, ProviderFailure> {
        let target = if self.prefix.is_empty() { path.to_owned() } else { format!("{}{path}", self.prefix) };
        target.try_into().map_err(|_| ProviderFailure::config("a setting cannot be part of an address"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_port_prefix_and_brackets() {
        let base = BaseUrl::parse("https://smsgw.example.com/ws/").unwrap();
        assert_eq!((base.tls, base.host.as_str(), base.port), (true, "smsgw.example.com", 443));
        assert_eq!(base.target("/send?a=1").unwrap().as_str(), "/ws/send?a=1");
        let local = BaseUrl::parse("http://[::1]:4001").unwrap();
        assert_eq!((local.tls, local.host.as_str(), local.port), (false, "::1", 4001));
        assert_eq!(local.host_header, "[::1]:4001");
        assert_eq!(local.target("/x").unwrap().as_str(), "/x");
    }

    #[test]
    fn refuses_what_is_no_address() {
        for text in ["", "api.netgsm.com.tr", "ftp://a", "file:///etc/passwd"] {
            assert!(BaseUrl::parse(text).is_err(), "{text}");
        }
        let base = BaseUrl::parse("https://a").unwrap();
        assert!(base.target("/a b\r\nX: y").is_err());
    }
}
