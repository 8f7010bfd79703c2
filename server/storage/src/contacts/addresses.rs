use domain::contacts::{AddressRole, AddressState, ContactAddress};
use domain::id::{AddressId, CompanyId, ContactId};
use domain::time::Timestamp;

use super::fresh::{Link, insert_links};
use super::held::{address_of, addresses_of};
use super::known::Known;
use super::record::find;
use super::save::refresh;
use super::writing::{Desk, Writing};
use crate::ledger::sql::{Fields, rows, run};
use crate::{StorageError, Tx};

/// Puts an address on a card, behind the others. `None` when there is no such card or it is deleted; the
/// address, when the card has it now or had it before.
pub async fn link(
    tx: &Tx,
    by: &Writing,
    contact: ContactId,
    address: &ContactAddress,
    role: AddressRole,
) -> Result<Option<AddressId>, StorageError> {
    let found = find(tx, by.company, contact).await?;
    if found.is_none_or(|stored| stored.deleted_at.is_some()) {
        return Ok(None);
    }
    let desk = Desk::new(tx, by);
    let known = Known::load(&desk, &[], &[address]).await?;
    let id = known.address(address).ok_or(StorageError::Conflict("an address vanished"))?;
    let held = addresses_of(tx, by.company, &[contact]).await?.remove(&contact).unwrap_or_default();
    let place = held.iter().map(|held| held.place).max().map_or(0, |last| last.saturating_add(1));
    if insert_links(&desk, &[Link { contact, address: id, role, place }]).await? == 1 {
        refresh(tx, by, contact).await?;
    }
    Ok(Some(id))
}

/// What taking an address off a card did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlinked {
    /// The card had no such address.
    Nothing,
    /// Other cards still have it, or it must not be forgotten: somebody there does not want messages.
    Kept,
    /// Nobody has it any more, so it is gone.
    Gone,
}

/// Takes an address off a card.
pub async fn unlink(
    tx: &Tx,
    by: &Writing,
    contact: ContactId,
    address: AddressId,
) -> Result<Unlinked, StorageError> {
    let Some((_, state)) = address_of(tx, by.company, address).await? else { return Ok(Unlinked::Nothing) };
    let sql = "DELETE FROM contact_addresses WHERE contact_id = $1 AND address_id = $2";
    if run(tx, sql, vec![contact.as_i64().into(), address.as_i64().into()]).await? == 0 {
        return Ok(Unlinked::Nothing);
    }
    refresh(tx, by, contact).await?;
    if !state.is_usable() {
        return Ok(Unlinked::Kept);
    }
    let gone = forget_if_nobodys(tx, by.company, address).await?;
    Ok(if gone { Unlinked::Gone } else { Unlinked::Kept })
}

/// Forgets an address that no card has; `false` when one has it.
pub(super) async fn forget_if_nobodys(
    tx: &Tx,
    company: CompanyId,
    address: AddressId,
) -> Result<bool, StorageError> {
    let sql = "DELETE FROM addresses WHERE id = $1 AND company_id = $2 \
        AND NOT EXISTS (SELECT 1 FROM contact_addresses l WHERE l.address_id = $1)";
    Ok(run(tx, sql, vec![address.as_i64().into(), company.as_i64().into()]).await? == 1)
}

/// Notes what is known about an address, for all cards that share it. `false` when the company has no
/// such address.
pub async fn set_state(
    tx: &Tx,
    by: &Writing,
    address: AddressId,
    state: AddressState,
) -> Result<bool, StorageError> {
    let sql = "UPDATE addresses SET state = $3, state_at = $4, state_note = NULL \
        WHERE id = $1 AND company_id = $2";
    let values = vec![
        address.as_i64().into(),
        by.company.as_i64().into(),
        state.code().into(),
        by.now.micros().into(),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// Notes that a provider said, in these words, that there is no such number or mailbox. `false` when the
/// company has no such address, or knows already that nothing may go to it.
pub async fn note_dead(
    tx: &Tx,
    company: CompanyId,
    address: &ContactAddress,
    said: &str,
    now: Timestamp,
) -> Result<bool, StorageError> {
    let sql = "UPDATE addresses SET state = $4, state_at = $5, state_note = $6 \
        WHERE company_id = $1 AND kind = $2 AND key = $3 AND state IN ($7, $8)";
    let values = vec![
        company.as_i64().into(),
        address.kind().code().into(),
        address.key().into(),
        AddressState::Dead.code().into(),
        now.micros().into(),
        said.into(),
        AddressState::Unverified.code().into(),
        AddressState::Verified.code().into(),
    ];
    Ok(run(tx, sql, values).await? == 1)
}

/// How many cards that are not deleted have each of the addresses.
pub async fn shared_by(
    db: &impl sea_orm::ConnectionTrait,
    company: CompanyId,
    addresses: &[AddressId],
) -> Result<std::collections::HashMap<AddressId, u32>, StorageError> {
    let ids: Vec<_> = addresses.iter().map(|id| id.as_i64()).collect();
    let values = vec![crate::ledger::sql::json(&ids)?, company.as_i64().into()];
    let mut shared = std::collections::HashMap::new();
    for row in &rows(db, SHARED, values).await? {
        let mut fields = Fields::of(row);
        let id = fields.id(AddressId::from_i64)?;
        let count: i64 = fields.take()?;
        shared.insert(id, u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(shared)
}

pub(super) const SHARED: &str = "SELECT l.address_id, CAST(COUNT(*) AS BIGINT) FROM {list} \
    CROSS JOIN contact_addresses l CROSS JOIN contacts c \
    WHERE l.address_id = CAST(value AS BIGINT) AND c.id = l.contact_id AND c.company_id = $2 \
    AND c.deleted_at IS NULL GROUP BY l.address_id";
