use domain::accounts::AccessKind;
use domain::companies::CompanyForm;
use domain::id::{CompanyId, MembershipId};
use domain::rights::Role;
use serde_json::json;
use storage::companies::{self, Company};
use storage::memberships::{self, Membership};
use storage::{Tx, sessions};

use crate::accounts::note_access;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::secrets::Token;
use crate::services::Services;

/// A company that was just made, and the cookie that works in it.
#[derive(Debug, Clone)]
pub struct NewCompany {
    pub id: CompanyId,
    /// The value of the session cookie from now on; `None` for a request without a session.
    pub cookie: Option<Token>,
}

impl Services {
    /// Makes a company in test mode, owned by the person who asks, and moves their session into it.
    /// Operators may always; others where sign-up is open, or who own one already.
    ///
    /// # Errors
    /// `Forbidden`, or a missing or overlong name.
    pub async fn create_company(
        &self,
        actor: &Actor,
        form: &CompanyForm,
    ) -> Result<NewCompany, ServiceError> {
        self.require_may_found(actor).await?;
        let name = form.parse()?;
        let company = CompanyId::from_i64(self.ids().next_id());
        let cookie = actor.session().map(|_| Token::generate()).transpose()?;
        let (services, actor, fresh) = (self.clone(), actor.clone(), cookie.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                found_company(tx, &services, &actor, company, name).await?;
                if let (Some(session), Some(cookie)) = (actor.session(), fresh) {
                    sessions::set_company(tx, session, Some(company)).await?;
                    sessions::renew(tx, session, cookie.hash().as_bytes()).await?;
                    let (kind, user) = (AccessKind::CompanySwitched, Some(actor.user()));
                    note_access(tx, &services, kind, user, Some(company), actor.origin()).await?;
                }
                Ok::<_, ServiceError>(())
            })
        });
        work.await?;
        Ok(NewCompany { id: company, cookie })
    }

    async fn require_may_found(&self, actor: &Actor) -> Result<(), ServiceError> {
        let seats = memberships::companies_of(self.db().read(), actor.user()).await?;
        let owns_one = seats.iter().any(|seat| seat.role == Role::Owner);
        if owns_one || self.signup_is_open() { Ok(()) } else { Ok(actor.require_operator()?) }
    }
}

/// Writes the company and its owner's seat.
pub(crate) async fn found_company(
    tx: &Tx,
    services: &Services,
    owner: &Actor,
    company: CompanyId,
    name: String,
) -> Result<(), ServiceError> {
    let now = services.now();
    let seat = Membership {
        id: MembershipId::from_i64(services.ids().next_id()),
        user: owner.user(),
        company,
        role: Role::Owner,
        rights: Role::Owner.rights(),
        invited_by: None,
        created_at: now,
    };
    companies::insert(tx, Company::new(company, name, now)).await?;
    memberships::insert(tx, seat).await?;
    record_change(tx, services, owner, Change::of_company(company, "company.created", company, json!({})))
        .await
}
