use domain::companies::CompanyRow;
use storage::memberships;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The companies of the person who asks, the oldest seat first.
    ///
    /// # Errors
    /// Storage.
    pub async fn list_companies(&self, actor: &Actor) -> Result<Vec<CompanyRow>, ServiceError> {
        let seats = memberships::companies_of(self.db().read(), actor.user()).await?;
        let rows = seats.into_iter().map(|seat| CompanyRow {
            id: seat.id,
            name: seat.name,
            mode: seat.mode,
            role: seat.role,
        });
        Ok(rows.collect())
    }
}
