use std::collections::BTreeMap;
use std::time::Duration;

use domain::failure::Failure;
use domain::id::DraftId;
use domain::page::FormDraft;
use storage::form_drafts::{self, StoredDraft};

use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

const LIVES: Duration = Duration::from_secs(600);
/// Longer forms are not kept: the browser still has them behind its back button.
const LONGEST: usize = 64 * 1_024;

/// Whether a field holds a secret by its name; such fields are never kept. Secrets of providers are
/// marked in their descriptors besides: leave them out before.
pub fn is_secret_field(name: &str) -> bool {
    const MARKS: &[&str] = &["password", "secret", "token", "national_id", "api_key", "code"];
    let name = name.to_ascii_lowercase();
    name == "current" || MARKS.iter().any(|mark| name.contains(mark))
}

impl Services {
    /// Keeps a form that failed, without its secrets, and returns the value for `?draft=` of the page it
    /// came from; `None` for a form that is too long to keep. Whoever has the value sees the form, so it
    /// is a random secret and no id.
    ///
    /// # Errors
    /// Storage.
    pub async fn keep_draft(
        &self,
        path: &str,
        fields: BTreeMap<String, String>,
        failure: &Failure,
    ) -> Result<Option<Token>, ServiceError> {
        let shown: BTreeMap<_, _> = fields.into_iter().filter(|(name, _)| !is_secret_field(name)).collect();
        let token = Token::generate()?;
        let now = self.now();
        let json = |broken| ServiceError::Broken(broken);
        let draft = StoredDraft {
            id: DraftId::from_i64(self.ids().next_id()),
            token_hash: token.hash().into_bytes(),
            path: path.to_owned(),
            fields: serde_json::to_string(&shown).map_err(|_| json("a draft is no JSON"))?,
            failure: serde_json::to_string(failure).map_err(|_| json("a failure is no JSON"))?,
            created_at: now,
            expires_at: now + LIVES,
        };
        if draft.fields.len() > LONGEST {
            return Ok(None);
        }
        self.db().write(move |tx| Box::pin(async move { Ok(form_drafts::insert(tx, draft).await?) })).await?;
        Ok(Some(token))
    }

    /// The kept form of a `?draft=` value; `None` once it has expired. A reload shows it again.
    ///
    /// # Errors
    /// Storage.
    pub async fn draft(&self, value: &str) -> Result<Option<FormDraft>, ServiceError> {
        let Some(token) = Token::parse(value) else { return Ok(None) };
        let found = form_drafts::find(self.db().read(), token.hash().as_bytes(), self.now()).await?;
        let Some(stored) = found else { return Ok(None) };
        let parsed =
            serde_json::from_str(&stored.fields).ok().zip(serde_json::from_str(&stored.failure).ok());
        Ok(parsed.map(|(fields, failure)| FormDraft { path: stored.path, fields, failure }))
    }
}

#[cfg(test)]
mod tests {
    use super::is_secret_field;

    #[test]
    fn knows_secrets_by_their_names() {
        for name in ["password", "password_again", "current", "client_secret", "national_id", "API_KEY"] {
            assert!(is_secret_field(name), "{name}");
        }
        for name in ["name", "email", "company_name", "address"] {
            assert!(!is_secret_field(name), "{name}");
        }
    }
}
