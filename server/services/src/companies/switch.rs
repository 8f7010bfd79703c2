use domain::accounts::AccessKind;
use domain::failure::Problem;
use domain::id::CompanyId;
use storage::{companies, memberships, sessions};

use crate::accounts::note_access;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

impl Services {
    /// Moves the session into another company of the person. The session gets a new cookie, which is
    /// returned; pages of the old company are stale from then on.
    ///
    /// # Errors
    /// `NotFound` for a company without a seat for the person, whether it exists or not.
    pub async fn switch_company(&self, actor: &Actor, company: CompanyId) -> Result<Token, ServiceError> {
        let session = actor.require_session()?;
        let cookie = Token::generate()?;
        let (services, actor, fresh) = (self.clone(), actor.clone(), cookie.hash());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                memberships::find_of(tx, actor.user(), company).await?.ok_or(Problem::NotFound)?;
                let found = companies::find(tx, company).await?;
                found.filter(|found| found.closed_at.is_none()).ok_or(Problem::NotFound)?;
                sessions::set_company(tx, session, Some(company)).await?;
                sessions::renew(tx, session, fresh.as_bytes()).await?;
                let (user, origin) = (Some(actor.user()), actor.origin());
                note_access(tx, &services, AccessKind::CompanySwitched, user, Some(company), origin).await?;
                Ok::<_, ServiceError>(())
            })
        });
        work.await?;
        Ok(cookie)
    }
}
