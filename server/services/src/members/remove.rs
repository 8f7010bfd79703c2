use domain::companies::RemoveMemberForm;
use domain::failure::Problem;
use domain::id::{CompanyId, MembershipId};
use domain::rights::Right;
use serde_json::json;
use storage::memberships::{self, Membership};
use storage::{Tx, sessions};

use super::guard::{keep_an_owner, require_may_touch};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Removes a member; their sessions in the company end at once. Everybody may remove themselves.
    ///
    /// # Errors
    /// `Forbidden` also for members who have more than the actor; `NotFound` for nobody of this
    /// company; `LastOwner`.
    pub async fn remove_member(&self, actor: &Actor, form: &RemoveMemberForm) -> Result<(), ServiceError> {
        let company = actor.company()?;
        let member = form.parse()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move { write(tx, &services, &actor, company, member).await })
        });
        work.await
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    company: CompanyId,
    member: MembershipId,
) -> Result<(), ServiceError> {
    require_may_remove(actor, member)?;
    let member = memberships::find_in(tx, company, member).await?.ok_or(Problem::NotFound)?;
    if member.user != actor.user() {
        require_may_touch(actor, &member)?;
    }
    keep_an_owner(tx, company, member.role).await?;
    leave(tx, &member).await?;
    let details = json!({ "user": member.user, "role": member.role });
    record_change(tx, services, actor, Change::of_company(company, "member.removed", member.id, details))
        .await
}

fn require_may_remove(actor: &Actor, member: MembershipId) -> Result<(), ServiceError> {
    if actor.seat().is_some_and(|seat| seat.membership == member) {
        return Ok(());
    }
    actor.require(Right::ManageMembers)?;
    Ok(())
}

async fn leave(tx: &Tx, member: &Membership) -> Result<(), ServiceError> {
    memberships::delete(tx, member.company, member.id).await?;
    sessions::end_in_company(tx, member.user, member.company).await?;
    Ok(())
}
