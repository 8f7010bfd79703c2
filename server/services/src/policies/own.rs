use domain::accounts::{PolicyEventRow, PolicyEventView};
use domain::failure::Problem;
use domain::id::PolicyEventId;
use storage::companies;
use storage::policies::{self, PolicyEvent, PolicyText, PolicyVersion};

use super::text::words_of;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What the person who asks was shown and has accepted, the newest first.
    ///
    /// # Errors
    /// Storage.
    pub async fn list_own_policy_events(&self, actor: &Actor) -> Result<Vec<PolicyEventRow>, ServiceError> {
        let events = policies::acts_of(self.db().read(), actor.user()).await?;
        let mut rows = Vec::with_capacity(events.len());
        for event in events.iter().rev() {
            rows.push(self.event_row(event, &self.version_of(event).await?).await?);
        }
        Ok(rows)
    }

    /// One of them, with the words that stood on the page.
    ///
    /// # Errors
    /// `NotFound`, also for what somebody else did.
    pub async fn own_policy_event(
        &self,
        actor: &Actor,
        event: PolicyEventId,
    ) -> Result<PolicyEventView, ServiceError> {
        let found = policies::find_act(self.db().read(), actor.user(), event).await?;
        let event = found.ok_or(Problem::NotFound)?;
        let version = self.version_of(&event).await?;
        let words = self.words_shown(&event, &version).await?;
        let row = PolicyEventRow { title: words.title, ..self.event_row(&event, &version).await? };
        Ok(PolicyEventView {
            row,
            body: words.body,
            lang: event.lang,
            address: event.address,
            agent: event.agent,
            is_exact: words.sha256 == event.text_sha256,
            sha256: event.text_sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }

    async fn version_of(&self, event: &PolicyEvent) -> Result<PolicyVersion, ServiceError> {
        let version = policies::find(self.db().read(), event.policy).await?;
        version.ok_or(ServiceError::Broken("a proof is of no version"))
    }

    async fn event_row(
        &self,
        event: &PolicyEvent,
        version: &PolicyVersion,
    ) -> Result<PolicyEventRow, ServiceError> {
        let company = match event.company {
            Some(company) => companies::find(self.db().read(), company).await?.map(|found| found.name),
            None => None,
        };
        Ok(PolicyEventRow {
            id: event.id,
            kind: version.kind,
            version: version.version,
            title: version.title_in(event.lang).to_owned(),
            act: event.act,
            at: event.at,
            company,
        })
    }

    /// The kept words; of a proof from before words were kept, those of the version as they would stand
    /// on a page today.
    async fn words_shown(
        &self,
        event: &PolicyEvent,
        version: &PolicyVersion,
    ) -> Result<PolicyText, ServiceError> {
        match policies::find_text(self.db().read(), &event.text_sha256).await? {
            Some(kept) => Ok(kept),
            None => Ok(words_of(version, event.lang, &self.operator().await?)),
        }
    }
}
