use std::time::Duration;

use domain::accounts::account_key;
use domain::companies::{Invitation, InviteMemberForm};
use domain::failure::{Failure, Problem};
use domain::id::{CompanyId, InvitationId};
use domain::rights::Right;
use serde_json::json;
use storage::invitations::{self, StoredInvitation};
use storage::{Tx, memberships};

use super::guard::require_may_give;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::{Token, TokenHash};
use crate::services::Services;
use crate::system_mail::{PreparedMail, SystemMail, send_system_mail};

/// How long the link of the mail works.
const LINK_LIVES: Duration = Duration::from_secs(7 * 24 * 3_600);

impl Services {
    /// Invites somebody by mail, with the rights of a role. An older open invitation of the address is
    /// withdrawn.
    ///
    /// # Errors
    /// `Forbidden` also for a role with rights that the actor lacks; `Taken` at `email` for a member.
    pub async fn invite_member(
        &self,
        actor: &Actor,
        form: &InviteMemberForm,
    ) -> Result<InvitationId, ServiceError> {
        let company = actor.require(Right::ManageMembers)?;
        let invitation = form.parse()?;
        require_may_give(actor, invitation.role, invitation.role.rights())?;
        self.refuse_member(company, &invitation).await?;
        let token = Token::generate()?;
        let mail = self.invitation_mail(actor, &invitation, &token).await?;
        let stored = self.stored(actor, company, invitation, token.hash());
        let id = stored.id;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self
            .db()
            .try_write(move |tx| Box::pin(async move { write(tx, &services, &actor, stored, mail).await }));
        work.await?;
        Ok(id)
    }

    /// Withdraws an open invitation of the company; its link is dead at once.
    ///
    /// # Errors
    /// `Forbidden`, or `NotFound` for one that is not open or not this company's.
    pub async fn withdraw_invitation(
        &self,
        actor: &Actor,
        invitation: InvitationId,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::ManageMembers)?;
        let (services, actor) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                if !invitations::withdraw(tx, company, invitation, services.now()).await? {
                    return Err(Problem::NotFound.into());
                }
                let change = Change::of_company(company, "invitation.withdrawn", invitation, json!({}));
                record_change(tx, &services, &actor, change).await
            })
        });
        work.await
    }

    async fn refuse_member(&self, company: CompanyId, invitation: &Invitation) -> Result<(), ServiceError> {
        let key = account_key(invitation.email.as_str());
        let members = memberships::members_of(self.db().read(), company).await?;
        if members.iter().any(|member| account_key(&member.email) == key) {
            return Err(Failure::field("email", Problem::Taken).into());
        }
        Ok(())
    }

    async fn invitation_mail(
        &self,
        actor: &Actor,
        invitation: &Invitation,
        token: &Token,
    ) -> Result<PreparedMail, ServiceError> {
        let company = actor.seat().map(|seat| seat.company_name.clone()).unwrap_or_default();
        let link = format!("{}/invitation/{}", self.public_url(), token.expose());
        let mail = SystemMail::Invitation { company, invited_by: actor.name().to_owned(), link };
        self.prepare_mail(invitation.email.as_str(), actor.lang(), &mail).await
    }

    fn stored(
        &self,
        actor: &Actor,
        company: CompanyId,
        invitation: Invitation,
        hash: TokenHash,
    ) -> StoredInvitation {
        let now = self.now();
        StoredInvitation {
            id: InvitationId::from_i64(self.ids().next_id()),
            company,
            token_hash: hash.into_bytes(),
            email: invitation.email.into(),
            role: invitation.role,
            invited_by: actor.user(),
            lang: actor.lang(),
            created_at: now,
            expires_at: now + LINK_LIVES,
            used_at: None,
            used_by: None,
            withdrawn_at: None,
        }
    }
}

async fn write(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    stored: StoredInvitation,
    mail: PreparedMail,
) -> Result<(), ServiceError> {
    let (company, id) = (stored.company, stored.id);
    let details = json!({ "email": stored.email, "role": stored.role });
    invitations::withdraw_address(tx, company, &stored.email, services.now()).await?;
    invitations::insert(tx, stored).await?;
    send_system_mail(tx, mail).await?;
    record_change(tx, services, actor, Change::of_company(company, "member.invited", id, details)).await
}
