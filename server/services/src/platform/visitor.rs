use domain::company::CompanyMode;
use domain::page::{CompanyBadge, Visitor};
use storage::memberships;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What every page shows of the person who is signed in.
    ///
    /// # Errors
    /// Storage.
    pub async fn visitor(&self, actor: &Actor) -> Result<Visitor, ServiceError> {
        let companies = memberships::companies_of(self.db().read(), actor.user()).await?;
        let badge = |id, name: &str, mode| CompanyBadge {
            id,
            name: name.to_owned(),
            test_mode: mode == CompanyMode::Test,
        };
        Ok(Visitor {
            name: actor.name().to_owned(),
            email: actor.email().to_owned(),
            is_operator: actor.is_operator(),
            companies: companies.iter().map(|found| badge(found.id, &found.name, found.mode)).collect(),
            company: actor.seat().map(|seat| badge(seat.company, &seat.company_name, seat.mode)),
            rights: actor.rights(),
        })
    }
}
