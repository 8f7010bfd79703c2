//! Refusals of the Graph API: in answers and in webhooks.

use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::codes::kind;
use crate::http::Answer;
use crate::provider::{FailureKind as Kind, ProviderFailure};

#[derive(Deserialize)]
struct Refusal {
    error: GraphError,
}

/// An error object. Its parts come and go, and `error_data` is sometimes a plain string.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct GraphError {
    pub(super) code: i64,
    error_subcode: i64,
    message: String,
    title: String,
    error_data: Value,
}

impl GraphError {
    pub(super) fn failure(&self) -> ProviderFailure {
        ProviderFailure::new(kind(self.code, self.error_subcode), self.code.to_string(), self.text())
    }

    /// What happened, and the details where they say more.
    pub(super) fn text(&self) -> String {
        let what = if self.message.is_empty() { &self.title } else { &self.message };
        let details = self.error_data["details"].as_str().or_else(|| self.error_data.as_str());
        without_tokens(&match details {
            Some(details) if !what.contains(details) => format!("{what}: {details}"),
            _ => what.clone(),
        })
    }
}

/// What Meta says of a token may repeat it; its tokens begin with the same letters.
fn without_tokens(text: &str) -> String {
    let is_token =
        |word: &str| word.len() > 20 && word.trim_start_matches(['"', '\'', '(']).starts_with("EAA");
    if !text.split(' ').any(is_token) {
        return text.to_owned();
    }
    text.split(' ').map(|word| if is_token(word) { "…" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The failure that an answer without success amounts to.
pub(super) fn failure(answer: &Answer) -> ProviderFailure {
    let Some(Refusal { error }) = answer.json::<Refusal>() else { return answer.stranger() };
    let mut failure = error.failure();
    if let (Kind::Throttled { after, .. }, Some(wait)) = (&mut failure.kind, regain(answer)) {
        *after = wait.max(*after);
    }
    failure
}

/// Minutes in `X-Business-Use-Case-Usage` until calls are taken again, at most a day.
fn regain(answer: &Answer) -> Option<Duration> {
    let header = answer.headers.get("x-business-use-case-usage")?.to_str().ok()?;
    let usage: Value = serde_json::from_str(header).ok()?;
    let rows = usage.as_object()?.values().filter_map(Value::as_array).flatten();
    let minutes = rows.filter_map(|row| row["estimated_time_to_regain_access"].as_u64()).max()?;
    (minutes > 0).then(|| Duration::from_secs(minutes.min(24 * 60) * 60))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;
    use crate::provider::Scope;

    #[test]
    fn a_token_is_not_repeated() {
        let said = "Malformed access token EAAGm0PX4ZCpsBAKzZCmfZBYZD is no use";
        assert_eq!(without_tokens(said), "Malformed access token … is no use");
        assert_eq!(without_tokens("EAA is short"), "EAA is short");
    }

    fn answer(status: u16, usage: &'static str, body: &str) -> Answer {
        let mut headers = HeaderMap::new();
        if !usage.is_empty() {
            headers.insert("x-business-use-case-usage", usage.parse().unwrap());
        }
        Answer { status, headers, body: body.to_owned().into() }
    }

    #[test]
    fn reads_details_in_both_shapes() {
        for (data, text) in [
            (r#"{"messaging_product":"whatsapp","details":"count differs"}"#, "(#132000) x: count differs"),
            (r#""count differs""#, "(#132000) x: count differs"),
            ("null", "(#132000) x"),
        ] {
            let body =
                format!(r#"{{"error":{{"message":"(#132000) x","code":132000,"error_data":{data}}}}}"#);
            let failure = failure(&answer(400, "", &body));
            assert_eq!((failure.code.as_str(), failure.text.as_str()), ("132000", text));
        }
    }

    #[test]
    fn waits_as_long_as_the_usage_header_says() {
        let usage = r#"{"1":[{"type":"whatsapp","call_count":100,"estimated_time_to_regain_access":7}]}"#;
        let body = r#"{"error":{"message":"x","code":80007}}"#;
        let after = |usage| failure(&answer(400, usage, body)).kind;
        let paused = |seconds| Kind::Throttled { after: Duration::from_secs(seconds), scope: Scope::Account };
        assert_eq!(after(usage), paused(420));
        assert_eq!((after("kaput"), after("")), (paused(60), paused(60)));
    }

    #[test]
    fn what_is_not_graph_is_judged_by_its_status() {
        assert_eq!(failure(&answer(503, "", "<html>")).kind, Kind::Unclear);
        assert_eq!(failure(&answer(200, "", "<html>")).kind, Kind::Unreadable);
        assert_eq!(failure(&answer(401, "", "{}")).kind, Kind::Unauthorized);
    }
}
