use serde::{Deserialize, Serialize};

use crate::id::CompanyId;
use crate::time::Timestamp;

/// What checking a chain of the audit log found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChainState {
    /// All entries fit, to the last one; this many.
    Whole(i64),
    /// The first entry that does not fit: changed, missing or put in.
    BrokenAt(i64),
}

/// One chain of the audit log, checked from its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditChainRow {
    /// `None` for the chain of the platform.
    pub company: Option<CompanyId>,
    /// The name of the company; empty for the platform.
    pub name: String,
    pub state: ChainState,
}

/// Every chain of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditCheck {
    /// When the check began.
    pub at: Timestamp,
    /// The platform's first.
    pub chains: Vec<AuditChainRow>,
}
