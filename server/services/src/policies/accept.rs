use domain::accounts::{PolicyAct, PolicyKind};
use domain::failure::Problem;
use domain::id::{CompanyId, PolicyVersionId};
use domain::rights::Right;
use storage::policies::{self, PolicyText, PolicyVersion};

use super::prove::{Reader, prove};
use super::text::words_of;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Records that the person was shown the version, or accepted it where the document asks for that.
    /// The processing agreement is accepted for the company, by somebody who may manage it.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when there is a newer version, `Forbidden`, or storage.
    pub async fn accept_policy(&self, actor: &Actor, policy: PolicyVersionId) -> Result<(), ServiceError> {
        let (policy, words) = self.latest_version(actor, policy).await?;
        let act = policy.kind.required_act();
        let reader = self.reader(actor, policy.kind)?;
        let services = self.clone();
        let work = self.db().try_write(move |tx| {
            Box::pin(async move { Ok(prove(tx, &services, &reader, act, policy.id, words).await?) })
        });
        work.await
    }

    /// Records that a document stood on the person's screen; nothing is accepted by it.
    ///
    /// # Errors
    /// `NotFound`, `Conflict` when there is a newer version, or storage.
    pub async fn show_policy(&self, actor: &Actor, policy: PolicyVersionId) -> Result<(), ServiceError> {
        let (policy, words) = self.latest_version(actor, policy).await?;
        let reader = self.reader(actor, PolicyKind::Privacy)?;
        let services = self.clone();
        let work = self.db().try_write(move |tx| {
            Box::pin(
                async move { Ok(prove(tx, &services, &reader, PolicyAct::Shown, policy.id, words).await?) },
            )
        });
        work.await
    }

    async fn latest_version(
        &self,
        actor: &Actor,
        id: PolicyVersionId,
    ) -> Result<(PolicyVersion, PolicyText), ServiceError> {
        let found = policies::find(self.db().read(), id).await?;
        let policy = found.filter(|policy| policy.company.is_none()).ok_or(Problem::NotFound)?;
        let latest = policies::latest(self.db().read(), None, policy.kind).await?;
        if latest.is_none_or(|latest| latest.id != id) {
            return Err(Problem::Conflict.into());
        }
        let words = words_of(&policy, actor.lang(), &self.operator().await?);
        Ok((policy, words))
    }

    fn reader(&self, actor: &Actor, kind: PolicyKind) -> Result<Reader, ServiceError> {
        let company: Option<CompanyId> = match kind {
            PolicyKind::Processing => Some(actor.require(Right::ManageCompany)?),
            _ => None,
        };
        Ok(Reader {
            user: actor.user(),
            company,
            lang: actor.lang(),
            origin: actor.origin().clone(),
            via: actor.via(),
        })
    }
}
