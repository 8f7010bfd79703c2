use domain::contacts::{TagBadge, TagName};
use domain::id::ImportId;
use domain::imports::{ImportRow, ImportView};
use domain::rights::Right;
use domain::time::Timestamp;
use storage::imports::{self, Import};
use storage::{tags, users};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Imports of one page.
const PAGE: u64 = 50;
/// Rows with faults that a result shows.
const EXAMPLES: u64 = 20;

impl Services {
    /// The newest imports of the company, below `before`.
    ///
    /// # Errors
    /// `Forbidden` without the right to see contacts.
    pub async fn list_imports(
        &self,
        actor: &Actor,
        before: Option<ImportId>,
    ) -> Result<Vec<ImportRow>, ServiceError> {
        let company = actor.require(Right::SeeContacts)?;
        let found = imports::list(self.db().read(), company, before, PAGE).await?;
        let row = |import: Import| ImportRow {
            id: import.id,
            file_name: import.file_name,
            state: import.state,
            created: import.created_at,
            counts: import.counts,
        };
        Ok(found.into_iter().map(row).collect())
    }

    /// One import in full: its progress while it runs, its result afterwards.
    ///
    /// # Errors
    /// `Forbidden` without the right to see contacts; `NotFound`.
    pub async fn get_import(&self, actor: &Actor, id: ImportId) -> Result<ImportView, ServiceError> {
        let company = actor.require(Right::SeeContacts)?;
        let import = self.find_import(company, id).await?;
        let author = users::find(self.db().read(), import.created_by).await?;
        let rate = rate(&import, self.now());
        Ok(ImportView {
            id,
            state: import.state,
            format: import.format,
            problem: import.problem,
            created: import.created_at,
            created_by: author.map(|user| user.name).unwrap_or_default(),
            started: import.started_at,
            ended: import.ended_at,
            counts: import.counts,
            rate,
            remaining: remaining(&import, rate),
            examples: imports::first_rejects(self.db().read(), company, id, EXAMPLES).await?,
            tag: self.tag_of(&import).await?,
            file_name: import.file_name,
            reasons: import.reasons,
        })
    }

    /// The tag that everybody in the list gets, once the first of them has it.
    async fn tag_of(&self, import: &Import) -> Result<Option<TagBadge>, ServiceError> {
        let name = import.plan.tag.as_deref().and_then(|tag| TagName::parse(tag).ok());
        let Some(name) = name else { return Ok(None) };
        let found = tags::find_named(self.db().read(), import.company, &name).await?;
        Ok(found.map(|tag| TagBadge { id: tag.id, name: tag.name }))
    }
}

/// Rows a second over the whole run so far.
fn rate(import: &Import, now: Timestamp) -> u32 {
    let Some(started) = import.started_at else { return 0 };
    let millis = import.ended_at.unwrap_or(now).since(started).as_millis().max(1);
    u32::try_from(u128::from(import.counts.done) * 1_000 / millis).unwrap_or(u32::MAX)
}

fn remaining(import: &Import, rate: u32) -> Option<u32> {
    let open = import.counts.total.saturating_sub(import.counts.done);
    (import.state.is_running() && rate > 0).then(|| open.div_ceil(rate))
}
