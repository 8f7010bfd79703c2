use domain::id::CompanyId;
use domain::operator::ChainState;
use storage::audit::{self, AuditRow, ChainHead};

use super::chain::{details_hash, row_hash};
use crate::error::ServiceError;
use crate::services::Services;

const PIECE: u64 = 1_000;

impl Services {
    /// Checks the audit chain of a company, or of the platform, from its beginning to the end that it had
    /// when the check began. Erased details are no fault: the chain holds only their hash.
    ///
    /// # Errors
    /// Storage.
    pub async fn verify_audit_chain(&self, company: Option<CompanyId>) -> Result<ChainState, ServiceError> {
        let head = audit::head(self.db().read(), company).await?;
        let (mut sequence, mut hash) = (0, Vec::new());
        loop {
            let piece = audit::oldest_first(self.db().read(), company, sequence, PIECE).await?;
            if piece.is_empty() {
                return Ok(ended(sequence, head.as_ref()));
            }
            for row in piece {
                if !fits(&row, sequence + 1, &hash) || !is_the_end(&row, head.as_ref()) {
                    return Ok(ChainState::BrokenAt(sequence + 1));
                }
                (sequence, hash) = (row.sequence, row.hash);
            }
        }
    }
}

/// A chain that ends before its noted end has lost entries there; without one nobody knows how many.
fn ended(sequence: i64, head: Option<&ChainHead>) -> ChainState {
    let is_whole = head.map_or(sequence == 0, |head| head.sequence <= sequence);
    if is_whole { ChainState::Whole(sequence) } else { ChainState::BrokenAt(sequence + 1) }
}

/// Whether the row at the place of the noted end is the one that was noted.
fn is_the_end(row: &AuditRow, head: Option<&ChainHead>) -> bool {
    head.is_none_or(|head| head.sequence != row.sequence || head.hash == row.hash)
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
