use domain::accounts::AccessKind;
use domain::id::{CompanyId, UserId};
use storage::audit::{Access, insert_access};
use storage::{DbErr, Tx};

use crate::actor::Origin;
use crate::services::Services;

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
