use domain::accounts::{EarlierPolicy, PolicyAct, PolicyKind, PolicyToRead, PolicyView};
use domain::rights::Right;
use domain::time::Timestamp;
use storage::policies::{self, PolicyEvent};

use super::text::on_the_page;
use crate::accounts::SignedIn;
use crate::actor::{Actor, Origin};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The documents whose latest version the reader has not been shown, or not accepted where an
    /// acceptance is needed. The processing agreement is asked only of those who may manage the company.
    ///
    /// # Errors
    /// Storage.
    pub async fn policies_to_read(&self, actor: &Actor) -> Result<Vec<PolicyToRead>, ServiceError> {
        let joined = self.own_account(actor).await?.created_at;
        let events = policies::acts_of(self.db().read(), actor.user()).await?;
        let all = self.latest_policies(Some(actor), actor.lang()).await?;
        let mut open = Vec::new();
        for policy in all.into_iter().filter(|policy| is_asked(policy, actor) && is_open(policy)) {
            let before = self.known_before(actor, &policy, &events, joined).await?;
            let is_due = policy.reference.kind.is_of_sign_up() || policy.published > joined;
            open.push(PolicyToRead { policy, before, is_due });
        }
        Ok(open)
    }

    /// Whether a sign-in leads to documents first.
    ///
    /// # Errors
    /// Storage.
    pub async fn documents_are_due(
        &self,
        signed_in: &SignedIn,
        origin: &Origin,
    ) -> Result<bool, ServiceError> {
        let Some(asker) = self.session_of(&signed_in.cookie, origin).await? else { return Ok(false) };
        Ok(self.policies_to_read(&asker.actor).await?.iter().any(|open| open.is_due))
    }

    /// The version that the reader has dealt with last, else the one that held when they joined.
    async fn known_before(
        &self,
        actor: &Actor,
        policy: &PolicyView,
        events: &[PolicyEvent],
        joined: Timestamp,
    ) -> Result<Option<EarlierPolicy>, ServiceError> {
        let versions = policies::versions(self.db().read(), None, policy.reference.kind).await?;
        let dealt_with =
            versions.iter().find(|version| events.iter().any(|event| event.policy == version.id));
        let known = dealt_with.or_else(|| versions.iter().find(|version| version.published_at <= joined));
        let Some(known) = known.filter(|version| version.id != policy.reference.id) else { return Ok(None) };
        let body = on_the_page(known, actor.lang(), &self.operator().await?);
        Ok(Some(EarlierPolicy { version: known.version, body }))
    }
}

fn is_asked(policy: &PolicyView, actor: &Actor) -> bool {
    policy.reference.kind != PolicyKind::Processing || actor.rights().has(Right::ManageCompany)
}

fn is_open(policy: &PolicyView) -> bool {
    let needed = policy.reference.kind.required_act();
    policy.done != Some(needed) && policy.done != Some(PolicyAct::Accepted)
}
