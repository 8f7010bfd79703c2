use domain::contacts::{ContactAddress, ContactCard};
use domain::id::{CompanyId, ContactId};
use sea_orm::ConnectionTrait;

use super::fresh::{Changed, Fresh, insert_cards, update_cards};
use super::held::addresses_of;
use super::known::Known;
use super::record::{StoredContact, code_key, find};
use super::writing::{Desk, Writing};
use crate::ledger::sql::{Fields, rows, run};
use crate::{StorageError, Tx, tags};

/// Writes a new card with its addresses, whoever else has them.
///
/// # Errors
/// A [duplicate](StorageError::is_duplicate) when another card has the code.
pub async fn add(
    tx: &Tx,
    by: &Writing,
    card: ContactCard,
    addresses: Vec<ContactAddress>,
) -> Result<ContactId, StorageError> {
    let mut desk = Desk::new(tx, by);
    let known = Known::load(&desk, &[], &addresses.iter().collect::<Vec<_>>()).await?;
    let id = ContactId::from_i64(by.ids.next_id());
    let with_ids = addresses.into_iter().filter_map(|address| Some((known.address(&address)?, address)));
    let fresh = Fresh { id, card, addresses: with_ids.collect() };
    insert_cards(&mut desk, &[fresh]).await?;
    desk.finish().await?;
    Ok(id)
}

/// Rewrites what a card says. `false` when there is no such card, or it is deleted.
///
/// # Errors
/// A [duplicate](StorageError::is_duplicate) when another card has the code.
pub async fn change(tx: &Tx, by: &Writing, id: ContactId, card: ContactCard) -> Result<bool, StorageError> {
    let Some(stored) = find(tx, by.company, id).await?.filter(|stored| stored.deleted_at.is_none()) else {
        return Ok(false);
    };
    rewrite(tx, by, stored, card).await.map(|()| true)
}

/// Brings what a card is found by in line with its addresses.
pub(super) async fn refresh(tx: &Tx, by: &Writing, id: ContactId) -> Result<(), StorageError> {
    let Some(stored) = find(tx, by.company, id).await? else { return Ok(()) };
    let card = stored.card.clone();
    rewrite(tx, by, stored, card).await
}

async fn rewrite(
    tx: &Tx,
    by: &Writing,
    stored: StoredContact,
    card: ContactCard,
) -> Result<(), StorageError> {
    let mut desk = Desk::new(tx, by);
    let held = addresses_of(tx, by.company, &[stored.id]).await?.remove(&stored.id).unwrap_or_default();
    let changed = Changed {
        id: stored.id,
        card,
        addresses: held.into_iter().map(|held| held.address).collect(),
        reach_before: stored.reach,
        is_live: stored.deleted_at.is_none(),
    };
    update_cards(&mut desk, &[changed]).await?;
    desk.finish().await
}

/// Whether another card of the company, which is not deleted, has the code.
pub async fn code_is_taken(
    db: &impl ConnectionTrait,
    company: CompanyId,
    card: &ContactCard,
    except: Option<ContactId>,
) -> Result<bool, StorageError> {
    let Some(code) = code_key(card) else { return Ok(false) };
    let sql = "SELECT c.id FROM contacts c \
        WHERE c.company_id = $1 AND c.code_key = $2 AND c.deleted_at IS NULL";
    let found = rows(db, sql, vec![company.as_i64().into(), code.into()]).await?;
    let Some(row) = found.first() else { return Ok(false) };
    Ok(Some(Fields::of(row).id(ContactId::from_i64)?) != except)
}

/// Deletes a card so that it can be taken back. `false` when there is no such card or it is deleted
/// already.
pub async fn delete(tx: &Tx, by: &Writing, id: ContactId) -> Result<bool, StorageError> {
    let sql = "UPDATE contacts SET deleted_at = $3 \
        WHERE id = $1 AND company_id = $2 AND deleted_at IS NULL";
    let values = vec![id.as_i64().into(), by.company.as_i64().into(), by.now.micros().into()];
    let changed = run(tx, sql, values).await? == 1;
    if changed {
        recount(tx, by, id, -1).await?;
    }
    Ok(changed)
}

/// Takes a deleted card back. `false` when there is no such card or it is not deleted.
///
/// # Errors
/// A [duplicate](StorageError::is_duplicate) when another card has its code by now.
pub async fn restore(tx: &Tx, by: &Writing, id: ContactId) -> Result<bool, StorageError> {
    let sql = "UPDATE contacts SET deleted_at = NULL, updated_at = $3 \
        WHERE id = $1 AND company_id = $2 AND deleted_at IS NOT NULL";
    let values = vec![id.as_i64().into(), by.company.as_i64().into(), by.now.micros().into()];
    let changed = run(tx, sql, values).await? == 1;
    if changed {
        recount(tx, by, id, 1).await?;
    }
    Ok(changed)
}

async fn recount(tx: &Tx, by: &Writing, id: ContactId, change: i64) -> Result<(), StorageError> {
    let Some(stored) = find(tx, by.company, id).await? else { return Ok(()) };
    let mut desk = Desk::new(tx, by);
    desk.count(stored.reach, change);
    tags::count_all_of(tx, by.company, id, change).await?;
    desk.finish().await
}
