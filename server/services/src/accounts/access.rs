use domain::accounts::{AccessKind, AccessRow};
use domain::id::{CompanyId, UserId};
use storage::audit::{self, Access, insert_access};
use storage::{DbErr, Tx};

use crate::actor::{Actor, Origin};
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The latest fifty lines of the person's own access log, the newest first.
    ///
    /// # Errors
    /// Storage.
    pub async fn list_access(&self, actor: &Actor) -> Result<Vec<AccessRow>, ServiceError> {
        let lines = audit::of_user(self.db().read(), actor.user(), None, 50).await?;
        let rows = lines.into_iter().map(|line| AccessRow {
            kind: line.kind,
            at: line.at,
            address: line.address,
            agent: line.agent,
        });
        Ok(rows.collect())
    }
}

/// Writes a line of the access log; without a user for what concerns no account.
pub(crate) async fn note_access(
    tx: &Tx,
    services: &Services,
    kind: AccessKind,
    user: Option<UserId>,
    company: Option<CompanyId>,
    origin: &Origin,
) -> Result<(), DbErr> {
    let line = Access {
        id: services.ids().next_id(),
        user,
        company,
        kind,
        at: services.now(),
        address: origin.address(),
        agent: origin.agent().to_owned(),
    };
    insert_access(tx, line).await
}
