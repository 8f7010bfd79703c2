use domain::companies::InvitationView;
use domain::failure::Problem;
use storage::invitations::{self, StoredInvitation};
use storage::{companies, users};

use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

impl Services {
    /// What the page behind an invitation link shows; the token is the right to see it.
    ///
    /// # Errors
    /// `LinkExpired` for a link that is late, used, withdrawn or nobody's.
    pub async fn view_invitation(&self, token: &str) -> Result<InvitationView, ServiceError> {
        let invitation = self.open_invitation(token).await?;
        let company = companies::find(self.db().read(), invitation.company).await?;
        let inviter = users::find(self.db().read(), invitation.invited_by).await?;
        Ok(InvitationView {
            company: company.ok_or(Problem::LinkExpired)?.name,
            invited_by: inviter.map(|user| user.name).unwrap_or_default(),
            has_account: users::email_is_taken(self.db().read(), &invitation.email).await?,
            email: invitation.email,
            role: invitation.role,
        })
    }

    /// The open invitation of a link.
    pub(super) async fn open_invitation(&self, token: &str) -> Result<StoredInvitation, ServiceError> {
        let token = Token::parse(token).ok_or(Problem::LinkExpired)?;
        let found = invitations::find_by_token(self.db().read(), token.hash().as_bytes(), self.now()).await?;
        found.ok_or(Problem::LinkExpired.into())
    }
}
