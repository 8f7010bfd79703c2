use std::time::Duration;

use bytes::Bytes;
use domain::message::FailureReason;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::provider::{FailureKind as Kind, ProviderFailure, Scope};

/// What came back, whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body as JSON of the expected shape.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(&self.body).ok()
    }

    /// What an answer means that is not in the provider's own format.
    ///
    /// A gateway before the provider may have passed the request on before it failed, so 5xx is
    /// doubtful; 4xx from anything that speaks HTTP means that nothing was taken.
    pub(crate) fn stranger(&self) -> ProviderFailure {
        let said = format!("HTTP {}: {}", self.status, self.excerpt());
        let kind = match self.status {
            401 | 403 => Kind::Unauthorized,
            429 => Kind::Throttled { after: self.pause(), scope: Scope::Account },
            404 | 405 | 410 | 300..=399 => Kind::Config,
            400..=499 => Kind::Rejected { reason: FailureReason::Unknown, retry: None },
            500.. => Kind::Unclear,
            _ => Kind::Unreadable,
        };
        ProviderFailure::new(kind, self.status.to_string(), said)
    }

    /// The seconds of `Retry-After` (a date in it is ignored), at most an hour; else a minute.
    pub(crate) fn pause(&self) -> Duration {
        let header = self.headers.get("retry-after").and_then(|value| value.to_str().ok());
        let seconds = header.and_then(|text| text.trim().parse().ok()).unwrap_or(60);
        Duration::from_secs(seconds).min(Duration::from_secs(3600))
    }

    fn excerpt(&self) -> String {
        let head = &self.body[..self.body.len().min(200)];
        String::from_utf8_lossy(head).into_owned()
    }
}

/// Reads a code, id or count that providers write sometimes as a number and sometimes as a string.
pub(crate) fn number_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    })
}
