use domain::id::{AuditId, CompanyId};
use serde_json::Value;
use storage::Tx;
use storage::audit::{self, AuditRow};

use super::chain::{details_hash, row_hash};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::secrets::random_bytes;
use crate::services::Services;

/// One change for the audit log.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    company: Option<CompanyId>,
    action: &'static str,
    target: String,
    details: Value,
}

impl Change {
    /// A change in a company. `action` is a stable word such as `member.rights_changed`, `target` the
    /// prefixed id of what changed, `details` what an owner will want to read; never a secret.
    pub fn of_company(
        company: CompanyId,
        action: &'static str,
        target: impl ToString,
        details: Value,
    ) -> Self {
        Self { company: Some(company), action, target: target.to_string(), details }
    }

    /// A change of the platform or of an account.
    pub fn of_platform(action: &'static str, target: impl ToString, details: Value) -> Self {
        Self { company: None, action, target: target.to_string(), details }
    }
}

/// Appends a change to its chain, in the transaction that makes the change. Call it last: the end of
/// the chain stays locked until the transaction ends.
pub(crate) async fn record_change(
    tx: &Tx,
    services: &Services,
    actor: &Actor,
    change: Change,
) -> Result<(), ServiceError> {
    let salt = random_bytes::<16>()?.to_vec();
    let head = audit::lock_head(tx, change.company).await?;
    let (details, address) = (change.details.to_string(), actor.origin().address());
    let mut row = AuditRow {
        id: AuditId::from_i64(services.ids().next_id()),
        company: change.company,
        sequence: head.sequence + 1,
        at: services.now(),
        actor: actor.user().as_i64(),
        via: actor.via().code(),
        action: change.action.to_owned(),
        target: change.target,
        details_hash: details_hash(&salt, &details, &address),
        previous_hash: head.hash,
        hash: Vec::new(),
        details: Some(details),
        address: Some(address),
        salt: Some(salt),
    };
    row.hash = row_hash(&row);
    Ok(audit::append(tx, row).await?)
}
