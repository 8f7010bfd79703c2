use domain::accounts::{NewPolicy, PolicyKind, PolicyReference, PolicyTexts, PublishPolicyForm};
use domain::failure::Problem;
use domain::id::PolicyVersionId;
use serde_json::json;
use storage::Tx;
use storage::policies::{self, PolicyVersion};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The texts of the latest version of a document as they are stored; for operators.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`.
    pub async fn policy_texts(&self, actor: &Actor, kind: PolicyKind) -> Result<PolicyTexts, ServiceError> {
        actor.require_operator()?;
        let latest = policies::latest(self.db().read(), None, kind).await?.ok_or(Problem::NotFound)?;
        let ([title_tr, title_en], [body_tr, body_en]) = (latest.title, latest.body);
        Ok(PolicyTexts {
            reference: PolicyReference { id: latest.id, kind, version: latest.version },
            published: latest.published_at,
            title_tr,
            title_en,
            body_tr,
            body_en,
        })
    }

    /// Publishes another version of a document, which is asked of everybody from now on; for operators.
    /// The versions before it stay as they were. Answers its number.
    ///
    /// # Errors
    /// `Forbidden`; everything wrong in the form; `Conflict` when there is a newer version than the one
    /// that was changed; `AlreadyDone` when nothing was changed.
    pub async fn publish_policy(&self, actor: &Actor, form: &PublishPolicyForm) -> Result<i32, ServiceError> {
        actor.require_operator()?;
        let new = form.parse()?;
        let id = PolicyVersionId::from_i64(self.ids().next_id());
        let (services, actor) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { publish(tx, &services, &actor, id, new).await }));
        work.await.map_err(explain)
    }
}

async fn publish(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    id: PolicyVersionId,
    new: NewPolicy,
) -> Result<i32, ServiceError> {
    let latest = policies::latest(tx, None, new.kind).await?.ok_or(Problem::NotFound)?;
    if latest.id != new.base {
        return Err(Problem::Conflict.into());
    }
    if (&latest.title, &latest.body) == (&new.title, &new.body) {
        return Err(Problem::AlreadyDone.into());
    }
    let version = latest.version + 1;
    let published = PolicyVersion {
        id,
        company: None,
        kind: new.kind,
        version,
        title: new.title,
        body: new.body,
        published_at: services.now(),
        published_by: Some(actor.user()),
    };
    policies::insert(tx, published).await?;
    let details = json!({ "kind": new.kind, "version": version });
    record_change(tx, services, actor, Change::of_platform("policy.published", id, details)).await?;
    Ok(version)
}

/// Two operators at the same moment both pass the look; the second one meets the unique index.
fn explain(error: ServiceError) -> ServiceError {
    match error {
        ServiceError::Storage(cause) if cause.is_duplicate() => Problem::Conflict.into(),
        other => other,
    }
}
