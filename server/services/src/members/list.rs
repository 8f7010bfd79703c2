use domain::companies::{InvitationRow, MemberRow};
use domain::rights::Right;
use storage::{invitations, memberships};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The members of the company, the oldest first. Every member may see who the others are.
    ///
    /// # Errors
    /// `Forbidden` without a seat.
    pub async fn list_members(&self, actor: &Actor) -> Result<Vec<MemberRow>, ServiceError> {
        let company = actor.company()?;
        let members = memberships::members_of(self.db().read(), company).await?;
        let rows = members.into_iter().map(|member| MemberRow {
            is_self: member.user == actor.user(),
            id: member.id,
            user: member.user,
            name: member.name,
            email: member.email,
            role: member.role,
            rights: member.rights,
            since: member.since,
            last_sign_in: member.last_sign_in,
        });
        Ok(rows.collect())
    }

    /// The open invitations of the company, the latest first.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn list_invitations(&self, actor: &Actor) -> Result<Vec<InvitationRow>, ServiceError> {
        let company = actor.require(Right::ManageMembers)?;
        let open = invitations::open_of(self.db().read(), company, self.now()).await?;
        let rows = open.into_iter().map(|invitation| InvitationRow {
            id: invitation.id,
            email: invitation.email,
            role: invitation.role,
            invited: invitation.created_at,
            expires: invitation.expires_at,
        });
        Ok(rows.collect())
    }
}
