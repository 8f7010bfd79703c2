use domain::failure::Problem;
use domain::id::{CompanyId, MembershipId, UserId};
use serde_json::json;
use storage::invitations::{self, StoredInvitation};
use storage::memberships::{self, Membership};
use storage::{Tx, companies, sessions};

use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

impl Services {
    /// Accepts an invitation by somebody who is signed in, and moves their session into the company; the
    /// cookie of the session from then on is returned. The account may have another address than the
    /// invited one: one person, several companies. The token is the right to join.
    ///
    /// # Errors
    /// `LinkExpired`; `AlreadyDone` for a member.
    pub async fn accept_invitation(&self, actor: &Actor, token: &str) -> Result<Token, ServiceError> {
        let session = actor.require_session()?;
        let invitation = self.open_invitation(token).await?;
        let cookie = Token::generate()?;
        let (services, actor, fresh) = (self.clone(), actor.clone(), cookie.hash());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                sessions::set_company(tx, session, Some(invitation.company)).await?;
                sessions::renew(tx, session, fresh.as_bytes()).await?;
                join(tx, &services, &actor, &invitation).await
            })
        });
        work.await?;
        Ok(cookie)
    }
}

/// Uses the invitation and writes the seat.
pub(super) async fn join(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    invitation: &StoredInvitation,
) -> Result<(), ServiceError> {
    refuse_second_seat(tx, actor.user(), invitation.company).await?;
    if !invitations::mark_used(tx, invitation.id, actor.user(), services.now()).await? {
        return Err(Problem::LinkExpired.into());
    }
    let seat = Membership {
        id: MembershipId::from_i64(services.ids().next_id()),
        user: actor.user(),
        company: invitation.company,
        role: invitation.role,
        rights: invitation.role.rights(),
        invited_by: Some(invitation.invited_by),
        created_at: services.now(),
    };
    let details = json!({ "role": seat.role, "invitation": invitation.id });
    let change = Change::of_company(seat.company, "member.joined", seat.id, details);
    memberships::insert(tx, seat).await?;
    record_change(tx, services, actor, change).await
}

async fn refuse_second_seat(tx: &Tx, user: UserId, company: CompanyId) -> Result<(), ServiceError> {
    let open = companies::find(tx, company).await?;
    open.filter(|company| company.closed_at.is_none()).ok_or(Problem::LinkExpired)?;
    match memberships::find_of(tx, user, company).await? {
        Some(_) => Err(Problem::AlreadyDone.into()),
        None => Ok(()),
    }
}
