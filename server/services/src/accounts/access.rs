use std::time::Duration;

use domain::accounts::AccessKind;
use domain::id::{CompanyId, UserId};
use storage::audit::{Access, insert_access};
use storage::{DbErr, Tx};

use crate::actor::Origin;
use crate::services::Services;

/// A line of the access log is kept for a year.
pub(super) const KEEP_ACCESS: Duration = Duration::from_secs(365 * 86_400);

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
