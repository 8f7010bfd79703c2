use domain::id::{AddressId, CompanyId, ContactId};
use domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use crate::ledger::sql::{Fields, json, rows, run};
use crate::{StorageError, Tx, campaigns, short_links};

/// Cards of any company that were deleted before a moment; at most so many.
pub async fn deleted_before(
    db: &impl ConnectionTrait,
    before: Timestamp,
    most: u32,
) -> Result<Vec<(CompanyId, ContactId)>, StorageError> {
    let sql = "SELECT c.company_id, c.id FROM contacts c \
        WHERE c.deleted_at IS NOT NULL AND c.deleted_at < $1 LIMIT $2";
    let found = rows(db, sql, vec![before.micros().into(), i64::from(most).into()]).await?;
    let read = |row| {
        let mut fields = Fields::of(row);
        Ok((fields.id(CompanyId::from_i64)?, fields.id(ContactId::from_i64)?))
    };
    found.iter().map(read).collect()
}

/// Removes a deleted card for good, with its tags, its place among those whom campaigns left out, short
/// addresses that were made for it, and the addresses that no other card has; what its reader said is not theirs stays, so that no list brings it
/// back. `false` when there is no such card, or it is not deleted.
pub async fn purge(tx: &Tx, company: CompanyId, id: ContactId) -> Result<bool, StorageError> {
    let sql = "SELECT l.address_id FROM contact_addresses l JOIN contacts c ON c.id = l.contact_id \
        WHERE c.id = $1 AND c.company_id = $2 AND c.deleted_at IS NOT NULL";
    let held = rows(tx, sql, vec![id.as_i64().into(), company.as_i64().into()]).await?;
    let held = held.iter().map(|row| Fields::of(row).id(AddressId::from_i64).map(AddressId::as_i64));
    let held: Vec<_> = held.collect::<Result<_, _>>()?;
    let sql = "DELETE FROM contacts WHERE id = $1 AND company_id = $2 AND deleted_at IS NOT NULL";
    let gone = run(tx, sql, vec![id.as_i64().into(), company.as_i64().into()]).await? == 1;
    if gone {
        campaigns::forget_left_out(tx, id).await?;
        short_links::forget_contact(tx, id).await?;
    }
    if gone && !held.is_empty() {
        run(tx, NOBODYS, vec![json(&held)?, company.as_i64().into()]).await?;
    }
    Ok(gone)
}

const NOBODYS: &str = "DELETE FROM addresses WHERE company_id = $2 \
    AND id IN (SELECT CAST(value AS BIGINT) FROM {list}) \
    AND NOT EXISTS (SELECT 1 FROM contact_addresses l WHERE l.address_id = addresses.id) \
    AND NOT EXISTS (SELECT 1 FROM address_reports r WHERE r.address_id = addresses.id \
        AND r.at = addresses.state_at AND r.taken_back_at IS NULL)";
