//! "This number is not mine", said by whoever reads there.

use domain::contacts::{AddressState, ContactAddress};
use domain::id::{AddressId, CompanyId};
use domain::message::Channel;
use domain::time::Timestamp;
use sea_orm::ConnectionTrait;

use super::addresses::{forget_if_nobodys, set_state};
use super::known::Known;
use super::writing::{Desk, Writing};
use crate::ledger::sql::{Fields, json, rows, run};
use crate::{StorageError, Tx};

/// Somebody's word that an address is not that of whom the company writes to.
#[derive(Debug, Clone)]
pub struct NotMine {
    pub address: ContactAddress,
    /// The channel of the message whose link it was said by.
    pub channel: Channel,
    /// The page and its wording.
    pub proof: String,
}

/// Keeps the word and closes the address, for all cards that share it; one that no card has is kept, too.
/// `false` when it was said before and holds.
pub async fn report(tx: &Tx, by: &Writing, said: &NotMine) -> Result<bool, StorageError> {
    let desk = Desk::new(tx, by);
    let known = Known::load(&desk, &[], &[&said.address]).await?;
    let id = known.address(&said.address).ok_or(StorageError::Conflict("an address vanished"))?;
    let values = vec![
        by.ids.next_id().into(),
        id.as_i64().into(),
        by.company.as_i64().into(),
        said.channel.code().into(),
        by.now.micros().into(),
        said.proof.as_str().into(),
        AddressState::NotTheirs.code().into(),
    ];
    if run(tx, REPORT, values).await? == 0 {
        return Ok(false);
    }
    set_state(tx, by, id, AddressState::NotTheirs).await
}

/// What holds already is not written twice.
const REPORT: &str = "INSERT INTO address_reports (id, address_id, company_id, channel, before, at, proof) \
    SELECT $1, a.id, a.company_id, $4, a.state, $5, $6 FROM addresses a \
    WHERE a.id = $2 AND a.company_id = $3 AND (a.state <> $7 OR NOT EXISTS (SELECT 1 FROM address_reports r \
        WHERE r.address_id = a.id AND r.at = a.state_at AND r.taken_back_at IS NULL))";

/// Takes the word back: what was known of the address before holds again, and one that no card has is
/// forgotten. `false` when nothing of it holds, since a member has said something else meanwhile.
pub async fn take_report_back(tx: &Tx, by: &Writing, address: &ContactAddress) -> Result<bool, StorageError> {
    let Some((id, before)) = holding(tx, by.company, address).await? else { return Ok(false) };
    let sql = "UPDATE address_reports SET taken_back_at = $2 WHERE address_id = $1 AND taken_back_at IS NULL";
    run(tx, sql, vec![id.as_i64().into(), by.now.micros().into()]).await?;
    let is_known = set_state(tx, by, id, before).await?;
    if before.is_usable() {
        forget_if_nobodys(tx, by.company, id).await?;
    }
    Ok(is_known)
}

/// Whether such a word about an address holds.
pub async fn is_reported(
    db: &impl ConnectionTrait,
    company: CompanyId,
    address: &ContactAddress,
) -> Result<bool, StorageError> {
    Ok(holding(db, company, address).await?.is_some())
}

/// The address, and what was known of it before the word that holds.
async fn holding(
    db: &impl ConnectionTrait,
    company: CompanyId,
    address: &ContactAddress,
) -> Result<Option<(AddressId, AddressState)>, StorageError> {
    let values = vec![
        company.as_i64().into(),
        address.kind().code().into(),
        address.key().into(),
        AddressState::NotTheirs.code().into(),
    ];
    let found = rows(db, HOLDING, values).await?;
    let Some(row) = found.first() else { return Ok(None) };
    let mut fields = Fields::of(row);
    let id = fields.id(AddressId::from_i64)?;
    Ok(Some((id, fields.coded("address_reports.before", AddressState::from_code)?)))
}

/// A member's later word has another time.
const HOLDING: &str = "SELECT a.id, r.before FROM addresses a CROSS JOIN address_reports r \
    WHERE a.company_id = $1 AND a.kind = $2 AND a.key = $3 AND a.state = $4 \
    AND r.address_id = a.id AND r.at = a.state_at AND r.taken_back_at IS NULL ORDER BY r.id DESC LIMIT 1";

/// Whether any card has an address about which such a word holds.
pub async fn has_any_reported(db: &impl ConnectionTrait, company: CompanyId) -> Result<bool, StorageError> {
    Ok(!rows(db, REPORTED, vec![company.as_i64().into(), 1_i64.into()]).await?.is_empty())
}

/// The cards with such addresses; 3 is `AddressState::NotTheirs`.
pub(super) const REPORTED: &str = "SELECT DISTINCT c.id FROM address_reports s \
    CROSS JOIN addresses a CROSS JOIN contact_addresses l CROSS JOIN contacts c \
    WHERE s.company_id = $1 AND s.taken_back_at IS NULL AND a.id = s.address_id AND a.state = 3 \
    AND a.state_at = s.at AND l.address_id = a.id AND c.id = l.contact_id AND c.deleted_at IS NULL LIMIT $2";

/// When the addresses were reported, oldest first; what was taken back is left out.
pub async fn reports_of(
    db: &impl ConnectionTrait,
    company: CompanyId,
    addresses: &[AddressId],
) -> Result<Vec<(AddressId, Timestamp)>, StorageError> {
    let ids: Vec<_> = addresses.iter().map(|id| id.as_i64()).collect();
    let found = rows(db, REPORTS_OF, vec![json(&ids)?, company.as_i64().into()]).await?;
    let read = |row| {
        let mut fields = Fields::of(row);
        Ok((fields.id(AddressId::from_i64)?, fields.time()?))
    };
    found.iter().map(read).collect()
}

pub(super) const REPORTS_OF: &str = "SELECT r.address_id, r.at FROM {list} CROSS JOIN address_reports r \
    WHERE r.address_id = CAST(value AS BIGINT) AND r.company_id = $2 AND r.taken_back_at IS NULL ORDER BY r.id";
