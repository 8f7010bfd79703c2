use domain::id::CompanyId;
use sha2::{Digest, Sha256};
use storage::audit::AuditRow;

/// The hash of what stands beside the chain; the salt keeps short details from being guessed once they
/// are erased.
pub(super) fn details_hash(salt: &[u8], details: &str, address: &str) -> Vec<u8> {
    digest([salt, details.as_bytes(), address.as_bytes()])
}

/// The hash of a row: everything in the chain, and the hash of the row before.
pub(super) fn row_hash(row: &AuditRow) -> Vec<u8> {
    digest([
        &row.previous_hash[..],
        &row.id.as_i64().to_be_bytes(),
        &row.company.map_or(0, CompanyId::as_i64).to_be_bytes(),
        &row.sequence.to_be_bytes(),
        &row.at.micros().to_be_bytes(),
        &row.actor.to_be_bytes(),
        &row.via.to_be_bytes(),
        row.action.as_bytes(),
        row.target.as_bytes(),
        &row.details_hash,
    ])
}

/// SHA-256 over parts, each with its length before it, so that no text can move between two parts.
fn digest<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_vec()
}
