use domain::accounts::{PolicyAct, PolicyKind, PolicyReference, PolicyView};
use domain::failure::Problem;
use domain::lang::Lang;
use domain::operator::OperatorProfile;
use storage::policies::{self, PolicyEvent, PolicyVersion};

use super::text::on_the_page;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The latest version of each document of the operator, with what the reader has done with it. The
    /// processing agreement is a company's: it is accepted once anybody has accepted it for the company
    /// that the reader works in.
    ///
    /// # Errors
    /// Storage.
    pub async fn latest_policies(
        &self,
        reader: Option<&Actor>,
        lang: Lang,
    ) -> Result<Vec<PolicyView>, ServiceError> {
        let operator = self.operator().await?;
        let events = match reader {
            Some(actor) => policies::acts_of(self.db().read(), actor.user()).await?,
            None => Vec::new(),
        };
        let mut views = Vec::new();
        for policy in policies::latest_of_all(self.db().read(), None).await? {
            let done = match policy.kind {
                PolicyKind::Processing => self.done_for_company(reader, &policy).await?,
                _ => done_by(&events, &policy),
            };
            views.push(view(&policy, lang, &operator, done));
        }
        Ok(views)
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

    async fn done_for_company(
        &self,
        reader: Option<&Actor>,
        policy: &PolicyVersion,
    ) -> Result<Option<PolicyAct>, ServiceError> {
        let Some(seat) = reader.and_then(Actor::seat) else { return Ok(None) };
        let accepted = policies::is_accepted_for(self.db().read(), seat.company, policy.id).await?;
        Ok(accepted.then_some(PolicyAct::Accepted))
    }
}

fn done_by(events: &[PolicyEvent], policy: &PolicyVersion) -> Option<PolicyAct> {
    events.iter().filter(|event| event.policy == policy.id).map(|event| event.act).max()
}

fn view(
    policy: &PolicyVersion,
    lang: Lang,
    operator: &OperatorProfile,
    done: Option<PolicyAct>,
) -> PolicyView {
    PolicyView {
        reference: PolicyReference { id: policy.id, kind: policy.kind, version: policy.version },
        title: policy.title_in(lang).to_owned(),
        body: on_the_page(policy, lang, operator),
        published: policy.published_at,
        done,
    }
}
