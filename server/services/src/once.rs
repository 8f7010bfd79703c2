//! Forms that make something new are carried out once, also when their answer was lost and they are sent
//! again.

use std::time::Duration;

use domain::time::Timestamp;
use serde::Serialize;
use storage::api_requests::{self, ApiRequest, Known};
use storage::{StorageError, Tx};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// How the keys of such forms begin; those of messages are kept as long as their messages.
const KEYS: &str = "once:";
/// After this long nobody sends a form again that was lost.
const KEPT: Duration = Duration::from_secs(7 * 86_400);

/// One form of one person. `None` inside for a form without a key, which is carried out each time.
#[derive(Debug, Clone)]
pub(crate) struct Once(Option<ApiRequest>);

impl Services {
    /// What the keys of a page's forms begin with; another one for each page.
    #[must_use]
    pub fn form_key(&self) -> String {
        self.ids().next_id().to_string()
    }

    /// What a form is known by: the key its page gave it, and what stands in it. Keys of two people never
    /// meet.
    ///
    /// # Errors
    /// `Forbidden` outside a company.
    pub(crate) fn once(&self, actor: &Actor, key: &str, form: &impl Serialize) -> Result<Once, ServiceError> {
        if key.is_empty() {
            return Ok(Once(None));
        }
        let company = actor.company()?;
        let body = serde_json::to_string(form).map_err(|_| ServiceError::Broken("a form is no JSON"))?;
        let key = format!("{KEYS}{}:{key}", actor.user());
        let body_hash = self.secret().pseudonym("api_requests.v1", &body);
        Ok(Once(Some(ApiRequest { company, key, body_hash, at: self.now() })))
    }
}

/// Forgets the forms of long ago.
pub(crate) async fn purge(tx: &Tx, now: Timestamp) -> Result<u64, StorageError> {
    Ok(api_requests::purge(tx, KEYS, now - KEPT).await?)
}

impl Once {
    /// What the same form was answered before. What changed in it since makes another form of it.
    pub(crate) async fn answered(&self, tx: &Tx) -> Result<Option<String>, ServiceError> {
        let Self(Some(request)) = self else { return Ok(None) };
        Ok(match api_requests::begin(tx, request.clone()).await? {
            Known::Again(answer) => answer,
            Known::New | Known::Other => None,
        })
    }

    /// Keeps what the form is answered, in the transaction that carries it out.
    pub(crate) async fn keep(&self, tx: &Tx, answer: &str) -> Result<(), ServiceError> {
        let Self(Some(request)) = self else { return Ok(()) };
        Ok(api_requests::keep_answer(tx, request, answer).await?)
    }
}
