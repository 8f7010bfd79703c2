use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::provider::ProviderFailure;

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
        match self.status {
            401 | 403 => ProviderFailure::new(
                crate::provider::FailureKind::Unauthorized,
                self.status.to_string(),
                said,
            ),
            429 => self.throttled(said),
            404 | 405 | 410 => ProviderFailure::config(said),
            500.. => ProviderFailure::unclear(said),
            _ => ProviderFailure::unreadable(said),
        }
    }

    fn throttled(&self, said: String) -> ProviderFailure {
        let kind = crate::provider::FailureKind::Throttled {
            after: self.retry_after().unwrap_or(Duration::from_secs(60)),
            scope: crate::provider::Scope::Account,
        };
        ProviderFailure::new(kind, "429", said)
    }

    /// The seconds of `Retry-After`, at most an hour; a date in it is ignored.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let seconds = self.headers.get("retry-after")?.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds).min(Duration::from_secs(3600)))
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
