//! `POST /{phone_number_id}/messages`.

use serde::Deserialize;

use super::Cloud;
use super::graph_error::failure;
use super::message::body;
use crate::http::Answer;
use crate::provider::{Accepted, Gate, Outgoing, ProviderFailure};

#[derive(Deserialize)]
struct Reply {
    messages: Vec<Taken>,
}

#[derive(Deserialize)]
struct Taken {
    id: String,
    /// Only of templates: `accepted`, `held_for_quality_assessment`, `paused`.
    #[serde(default)]
    message_status: Option<String>,
}

impl Cloud {
    pub(super) async fn send_one(
        &self,
        outgoing: &Outgoing,
        gate: &dyn Gate,
    ) -> Result<Accepted, ProviderFailure> {
        let call = self.post(&format!("/{}/messages", self.number), body(outgoing)?);
        accepted(&self.http.call(&call, gate).await?)
    }
}

fn accepted(answer: &Answer) -> Result<Accepted, ProviderFailure> {
    let taken = answer.json::<Reply>().and_then(|reply| reply.messages.into_iter().next());
    match taken.filter(|taken| answer.status == 200 && !taken.id.is_empty()) {
        Some(taken) => Ok(Accepted {
            provider_ref: taken.id.into(),
            note: taken.message_status.filter(|status| status != "accepted"),
            sha256: None,
        }),
        None => Err(failure(answer)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::FailureKind;

    fn read(status: u16, body: &str) -> Result<(String, Option<String>), FailureKind> {
        let answer = Answer { status, headers: http::HeaderMap::new(), body: body.to_owned().into() };
        let read = accepted(&answer);
        read.map(|taken| (taken.provider_ref.to_string(), taken.note)).map_err(|failure| failure.kind)
    }

    #[test]
    fn the_answer_names_the_message_and_what_holds_it() {
        let plain = r#"{"messaging_product":"whatsapp","messages":[{"id":"wamid.A"}]}"#;
        assert_eq!(read(200, plain), Ok(("wamid.A".to_owned(), None)));
        let held = r#"{"messages":[{"id":"wamid.B","message_status":"held_for_quality_assessment"}]}"#;
        assert_eq!(
            read(200, held),
            Ok(("wamid.B".to_owned(), Some("held_for_quality_assessment".to_owned())))
        );
    }

    #[test]
    fn success_without_a_name_is_no_success() {
        for body in ["{}", r#"{"messages":[]}"#, r#"{"messages":[{"id":""}]}"#, "<html>", ""] {
            assert_eq!(read(200, body), Err(FailureKind::Unreadable), "{body}");
        }
    }
}
