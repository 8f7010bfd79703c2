use domain::companies::{ChangeRightsForm, MemberRights};
use domain::failure::Problem;
use domain::id::CompanyId;
use domain::rights::{Right, Role};
use serde_json::json;
use storage::Tx;
use storage::{memberships, sessions};

use super::guard::{keep_an_owner, require_may_give, require_may_touch};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Gives a member another role or other rights; it holds from their next request on.
    ///
    /// # Errors
    /// `Forbidden` also for rights that the actor lacks and for members who have more than the actor;
    /// `NotFound` for nobody of this company; `LastOwner`.
    pub async fn change_member_rights(
        &self,
        actor: &Actor,
        form: &ChangeRightsForm,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageMembers)?;
        let new = form.parse()?;
        require_may_give(actor, new.role, new.rights)?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { write(tx, &services, &actor, company, new).await }));
        work.await
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    company: CompanyId,
    new: MemberRights,
) -> Result<(), ServiceError> {
    let member = memberships::find_in(tx, company, new.member).await?.ok_or(Problem::NotFound)?;
    require_may_touch(actor, &member)?;
    if new.role != Role::Owner {
        keep_an_owner(tx, company, member.role).await?;
    }
    memberships::set_rights(tx, company, member.id, new.role, new.rights).await?;
    sessions::ask_for_renewal(tx, member.user, company).await?;
    let details = json!({
        "before": { "role": member.role, "rights": member.rights },
        "after": { "role": new.role, "rights": new.rights },
    });
    let change = Change::of_company(company, "member.rights_changed", member.id, details);
    record_change(tx, services, actor, change).await
}
