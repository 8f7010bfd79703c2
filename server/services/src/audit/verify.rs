use domain::id::CompanyId;
use storage::audit::{self, AuditRow};

use super::chain::{details_hash, row_hash};
use crate::error::ServiceError;
use crate::services::Services;

const PIECE: u64 = 1_000;

/// What checking a chain found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainState {
    /// All rows fit; this many.
    Whole(i64),
    /// The first row that does not fit: changed, missing or put in.
    BrokenAt(i64),
}

impl Services {
    /// Checks the audit chain of a company, or of the platform, from its beginning. Erased details are
    /// no fault: the chain holds only their hash.
    ///
    /// # Errors
    /// Storage.
    pub async fn verify_audit_chain(&self, company: Option<CompanyId>) -> Result<ChainState, ServiceError> {
        let (mut sequence, mut hash) = (0, Vec::new());
        loop {
            let piece = audit::oldest_first(self.db().read(), company, sequence, PIECE).await?;
            if piece.is_empty() {
                return Ok(ChainState::Whole(sequence));
            }
            for row in piece {
                if !fits(&row, sequence + 1, &hash) {
                    return Ok(ChainState::BrokenAt(sequence + 1));
                }
                (sequence, hash) = (row.sequence, row.hash);
            }
        }
    }
}

fn fits(row: &AuditRow, sequence: i64, previous: &[u8]) -> bool {
    let details_fit = match (&row.salt, &row.details, &row.address) {
        (Some(salt), Some(details), Some(address)) => {
            details_hash(salt, details, address) == row.details_hash
        }
        _ => true,
    };
    row.sequence == sequence && row.previous_hash == previous && row_hash(row) == row.hash && details_fit
}
