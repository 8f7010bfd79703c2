use domain::accounts::{PolicyAct, PolicyKind, PolicyReference, PolicyView};
use domain::failure::Problem;
use domain::lang::Lang;
use domain::page::Brand;
use storage::policies::{self, PolicyEvent, PolicyVersion};

use super::text::on_the_page;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The latest version of each document of the operator, with what the reader has done with it.
    ///
    /// # Errors
    /// Storage.
    pub async fn latest_policies(
        &self,
        reader: Option<&Actor>,
        lang: Lang,
    ) -> Result<Vec<PolicyView>, ServiceError> {
        let brand = self.brand().await?;
        let events = match reader {
            Some(actor) => policies::acts_of(self.db().read(), actor.user()).await?,
            None => Vec::new(),
        };
        let latest = policies::latest_of_all(self.db().read(), None).await?;
        Ok(latest.iter().map(|policy| view(policy, lang, &brand, &events)).collect())
    }

    /// The latest version of one document.
    ///
    /// # Errors
    /// `NotFound`, or storage.
    pub async fn latest_policy(
        &self,
        reader: Option<&Actor>,
        kind: PolicyKind,
        lang: Lang,
    ) -> Result<PolicyView, ServiceError> {
        let all = self.latest_policies(reader, lang).await?;
        all.into_iter().find(|policy| policy.reference.kind == kind).ok_or(Problem::NotFound.into())
    }

    /// The documents whose latest version the person has not been shown, or not accepted where an
    /// acceptance is needed, such as after a change. The processing agreement is asked of owners only.
    ///
    /// # Errors
    /// Storage.
    pub async fn policies_to_read(&self, actor: &Actor) -> Result<Vec<PolicyView>, ServiceError> {
        let all = self.latest_policies(Some(actor), actor.lang()).await?;
        let asked = |policy: &PolicyView| match policy.reference.kind {
            PolicyKind::Processing => actor.rights().has(domain::rights::Right::ManageCompany),
            _ => true,
        };
        let open = |policy: &PolicyView| {
            let needed = policy.reference.kind.required_act();
            policy.done != Some(needed) && policy.done != Some(PolicyAct::Accepted)
        };
        Ok(all.into_iter().filter(|policy| asked(policy) && open(policy)).collect())
    }
}

fn view(policy: &PolicyVersion, lang: Lang, brand: &Brand, events: &[PolicyEvent]) -> PolicyView {
    let done = events.iter().filter(|event| event.policy == policy.id).map(|event| event.act).max();
    PolicyView {
        reference: PolicyReference { id: policy.id, kind: policy.kind, version: policy.version },
        title: policy.title_in(lang).to_owned(),
        body: on_the_page(policy, lang, brand),
        published: policy.published_at,
        done,
    }
}
