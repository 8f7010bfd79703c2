//! What the operator of an installation sees and sets.

mod audit;
mod installation;
mod keys;
mod profile;

pub use audit::{AuditChainRow, AuditCheck, ChainState};
pub use installation::{BackupsView, DatabaseKind, InstallationView, QueueRow};
pub use keys::{MasterKeyRow, SealingKeysView};
pub use profile::{LegalIdentity, OperatorProfile, OperatorProfileForm};
