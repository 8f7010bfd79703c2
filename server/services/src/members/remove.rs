use domain::companies::{Removal, RemoveMemberForm};
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, MembershipId};
use domain::rights::Right;
use serde_json::json;
use storage::memberships::{self, Membership};
use storage::{Tx, campaigns, sessions};

use super::guard::{keep_an_owner, require_may_touch};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Removes a member; their sessions in the company end at once, and their drafts go to another member:
    /// to the one named, or else to the one who removes. Everybody may remove themselves.
    ///
    /// # Errors
    /// `Forbidden` also for members who have more than the actor; `NotFound` for nobody of this
    /// company; `LastOwner`; at `heir` `Required` where there are drafts and nobody takes them, and
    /// `Invalid` for somebody who may not send.
    pub async fn remove_member(&self, actor: &Actor, form: &RemoveMemberForm) -> Result<(), ServiceError> {
        let company = actor.company()?;
        let removal = form.parse()?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move { write(tx, &services, &actor, company, removal).await })
        });
        work.await
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    company: CompanyId,
    removal: Removal,
) -> Result<(), ServiceError> {
    require_may_remove(actor, removal.member)?;
    let member = memberships::find_in(tx, company, removal.member).await?.ok_or(Problem::NotFound)?;
    if member.user != actor.user() {
        require_may_touch(actor, &member)?;
    }
    keep_an_owner(tx, company, member.role).await?;
    let remover = actor.seat().filter(|seat| seat.membership != member.id && seat.rights.has(Right::Send));
    let heir = removal.heir.or(remover.map(|seat| seat.membership));
    let drafts = hand_over(tx, &member, heir).await?;
    leave(tx, &member).await?;
    let details = json!({ "user": member.user, "role": member.role, "drafts": drafts });
    record_change(tx, services, actor, Change::of_company(company, "member.removed", member.id, details))
        .await
}

/// Everybody themselves, and others by the right to manage members.
pub(super) fn require_may_remove(actor: &Actor, member: MembershipId) -> Result<(), ServiceError> {
    if actor.seat().is_some_and(|seat| seat.membership == member) {
        return Ok(());
    }
    actor.require(Right::ManageMembers)?;
    Ok(())
}

/// Gives the drafts of a member to another one who may send. Returns how many.
async fn hand_over(tx: &Tx, member: &Membership, heir: Option<MembershipId>) -> Result<u64, ServiceError> {
    if campaigns::count_drafts(tx, member.company, member.user).await? == 0 {
        return Ok(0);
    }
    let heir = heir.ok_or_else(|| Failure::field("heir", Problem::Required))?;
    let found = memberships::find_in(tx, member.company, heir).await?;
    let may = |heir: &Membership| heir.id != member.id && heir.rights.has(Right::Send);
    let heir = found.filter(may).ok_or_else(|| Failure::field("heir", Problem::Invalid))?;
    Ok(campaigns::hand_over_drafts(tx, member.company, member.user, heir.user).await?)
}

async fn leave(tx: &Tx, member: &Membership) -> Result<(), ServiceError> {
    memberships::delete(tx, member.company, member.id).await?;
    sessions::end_in_company(tx, member.user, member.company).await?;
    Ok(())
}
