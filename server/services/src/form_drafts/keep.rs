use std::collections::BTreeMap;
use std::time::Duration;

use domain::failure::Failure;
use domain::id::DraftId;
use domain::page::FormDraft;
use storage::form_drafts::{self, StoredDraft};

use super::secret_fields::without_secrets;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

const LIVES: Duration = Duration::from_secs(600);
/// The longest form of a call, in JSON.
const LONGEST: usize = 2 << 20;
/// Of longer forms than this only so many bytes are kept at a time, because anybody may post one.
const LONG: usize = 64 << 10;
const ROOM: usize = 32 << 20;

impl Services {
    /// Keeps a form that failed, without its secrets, and returns the value for `?draft=` of the page it
    /// came from; `None` for a long form when too many are kept already: its browser still has it. Only who
    /// typed it sees it again; a stranger's form sees whoever has the value, so it is a random secret and
    /// no id.
    ///
    /// # Errors
    /// Storage.
    pub async fn keep_draft(
        &self,
        actor: Option<&Actor>,
        path: &str,
        fields: BTreeMap<String, String>,
        failure: &Failure,
    ) -> Result<Option<Token>, ServiceError> {
        let shown = without_secrets(fields);
        let token = Token::generate()?;
        let now = self.now();
        let json = |broken| ServiceError::Broken(broken);
        let draft = StoredDraft {
            id: DraftId::from_i64(self.ids().next_id()),
            token_hash: token.hash().into_bytes(),
            user: actor.map(Actor::user),
            path: path.to_owned(),
            fields: serde_json::to_string(&shown).map_err(|_| json("a draft is no JSON"))?,
            failure: serde_json::to_string(failure).map_err(|_| json("a failure is no JSON"))?,
            created_at: now,
            expires_at: now + LIVES,
        };
        if !self.has_room_for(draft.fields.len()).await? {
            return Ok(None);
        }
        self.db().write(move |tx| Box::pin(async move { Ok(form_drafts::insert(tx, draft).await?) })).await?;
        Ok(Some(token))
    }

    async fn has_room_for(&self, length: usize) -> Result<bool, ServiceError> {
        if length <= LONG || length > LONGEST {
            return Ok(length <= LONG);
        }
        let kept = form_drafts::length(self.db().read(), self.now()).await?;
        Ok(usize::try_from(kept).unwrap_or(usize::MAX).saturating_add(length) <= ROOM)
    }

    /// The kept form of a `?draft=` value; `None` once it has expired, and for anybody but the person who
    /// typed it. A reload shows it again.
    ///
    /// # Errors
    /// Storage.
    pub async fn draft(&self, actor: Option<&Actor>, value: &str) -> Result<Option<FormDraft>, ServiceError> {
        let Some(token) = Token::parse(value) else { return Ok(None) };
        let found = form_drafts::find(self.db().read(), token.hash().as_bytes(), self.now()).await?;
        let own = |stored: &StoredDraft| stored.user.is_none() || stored.user == actor.map(Actor::user);
        let Some(stored) = found.filter(own) else { return Ok(None) };
        let parsed =
            serde_json::from_str(&stored.fields).ok().zip(serde_json::from_str(&stored.failure).ok());
        Ok(parsed.map(|(fields, failure)| FormDraft { path: stored.path, fields, failure }))
    }
}
