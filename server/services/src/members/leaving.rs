use domain::companies::{Heir, LeavingView};
use domain::failure::Problem;
use domain::id::{CompanyId, MembershipId, UserId};
use domain::rights::Right;
use storage::memberships::{self, MemberOfCompany};
use storage::{campaigns, imports, invitations};

use super::remove::require_may_remove;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What a member would leave behind, and who may go on with it; for whoever may remove them.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` for nobody of this company.
    pub async fn leaving_member(
        &self,
        actor: &Actor,
        member: MembershipId,
    ) -> Result<LeavingView, ServiceError> {
        let company = actor.company()?;
        require_may_remove(actor, member)?;
        let members = memberships::members_of(self.db().read(), company).await?;
        let leaver = members.iter().find(|other| other.id == member).ok_or(Problem::NotFound)?.user;
        Ok(LeavingView { heirs: heirs(members, member), ..self.left_behind(company, leaver).await? })
    }

    async fn left_behind(&self, company: CompanyId, leaver: UserId) -> Result<LeavingView, ServiceError> {
        let db = self.db().read();
        let open = invitations::open_of(db, company, self.now()).await?;
        let invited = open.iter().filter(|invitation| invitation.invited_by == leaver).count();
        Ok(LeavingView {
            drafts: small(campaigns::count_drafts(db, company, leaver).await?),
            under_way: small(campaigns::count_under_way(db, company, leaver).await?),
            lists: small(imports::count_running(db, company, leaver).await?),
            invitations: u32::try_from(invited).unwrap_or(u32::MAX),
            heirs: Vec::new(),
        })
    }
}

/// Everybody else who may send.
fn heirs(members: Vec<MemberOfCompany>, leaver: MembershipId) -> Vec<Heir> {
    let may = |member: &MemberOfCompany| member.id != leaver && member.rights.has(Right::Send);
    members.into_iter().filter(may).map(|member| Heir { id: member.id, name: member.name }).collect()
}

fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
