use std::collections::HashMap;

use domain::contacts::{AddressRole, ContactAddress, ContactCard};
use domain::id::{AddressId, ContactId, TagId};

use super::fresh::{Changed, Fresh, Link, insert_cards, insert_links, update_cards};
use super::held::addresses_of;
use super::known::{Known, Meant};
use super::record::cards;
use super::writing::{Desk, Writing};
use crate::tags;
use crate::{StorageError, Tx};

/// A row of a list: a card with its addresses, validated.
#[derive(Debug, Clone)]
pub struct IncomingContact {
    pub card: ContactCard,
    /// Each once.
    pub addresses: Vec<ContactAddress>,
    /// Tags of the company; see [`crate::tags::ensure`].
    pub tags: Vec<TagId>,
    /// Whether the row names the language and the legal kind itself; only then they replace those of a
    /// customer known by code.
    pub says_lang: bool,
    pub says_recipient: bool,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenIn {
    /// A new card.
    Added(ContactId),
    /// A known customer, or one of an earlier row: the card was completed.
    Updated(ContactId),
}

impl TakenIn {
    #[must_use]
    pub const fn contact(self) -> ContactId {
        match self {
            Self::Added(contact) | Self::Updated(contact) => contact,
        }
    }
}

/// Takes a piece of a list in, a few hundred rows a transaction; one outcome a row, in their order.
///
/// A row is the customer of its code; without a known code that of a shared address, when neither code
/// nor name says that it is somebody else: two customers on one phone stay two cards. What a row says of
/// a customer known by code replaces what the card said; of one known by address it fills what was
/// empty. Empty cells never erase anything. Addresses and tags are added, never taken off.
///
/// # Errors
/// Storage. A [duplicate](StorageError::is_duplicate) means that another process took in the same code
/// at the same moment: nothing was written, and trying once more finds it.
pub async fn take_in(
    tx: &Tx,
    by: &Writing,
    batch: Vec<IncomingContact>,
) -> Result<Vec<TakenIn>, StorageError> {
    let mut desk = Desk::new(tx, by);
    let incoming: Vec<_> = batch.iter().map(|row| &row.card).collect();
    let addresses: Vec<_> = batch.iter().flat_map(|row| &row.addresses).collect();
    let mut known = Known::load(&desk, &incoming, &addresses).await?;
    let mut ids = by.ids.next_ids(batch.len());
    let mut work = Work::default();
    let mut outcome = Vec::with_capacity(batch.len());
    for row in batch {
        outcome.push(work.sort_in(&mut known, row, || ids.next().map(ContactId::from_i64))?);
    }
    work.write(&mut desk).await?;
    tags::put_on(tx, by.company, &work.tagged).await?;
    desk.finish().await?;
    Ok(outcome)
}

/// What a row says of a customer.
struct Said {
    card: ContactCard,
    lang: bool,
    recipient: bool,
}

type Addresses = Vec<(AddressId, ContactAddress)>;

/// What a batch adds to cards that were there before.
struct Addition {
    contact: ContactId,
    said: Said,
    addresses: Addresses,
    by_code: bool,
}

#[derive(Default)]
struct Work {
    fresh: Vec<Fresh>,
    /// Where in `fresh` a card of this batch is.
    places: HashMap<ContactId, usize>,
    additions: Vec<Addition>,
    tagged: Vec<(TagId, ContactId)>,
}

impl Work {
    fn sort_in(
        &mut self,
        known: &mut Known,
        row: IncomingContact,
        next_id: impl FnOnce() -> Option<ContactId>,
    ) -> Result<TakenIn, StorageError> {
        let IncomingContact { card, addresses, tags, says_lang, says_recipient } = row;
        let meant = known.meant(&card, &addresses);
        let found = match meant {
            Meant::ByCode(contact) | Meant::ByAddress(contact) => Some(contact),
            Meant::New => None,
        };
        let contact = found.or_else(next_id).ok_or(StorageError::Conflict("no id left"))?;
        known.remember(contact, &card, &addresses);
        self.tagged.extend(tags.into_iter().map(|tag| (tag, contact)));
        let with_ids = addresses.into_iter().filter_map(|address| Some((known.address(&address)?, address)));
        let addresses: Addresses = with_ids.collect();
        let by_code = matches!(meant, Meant::ByCode(_));
        let said = |card| Said { card, lang: says_lang, recipient: says_recipient };
        match (found, self.places.get(&contact)) {
            (None, _) => {
                self.places.insert(contact, self.fresh.len());
                self.fresh.push(Fresh { id: contact, card, addresses });
                return Ok(TakenIn::Added(contact));
            }
            (Some(_), Some(place)) => self.fresh[*place].complete(said(card), addresses, by_code),
            (Some(_), None) => {
                self.additions.push(Addition { contact, said: said(card), addresses, by_code });
            }
        }
        Ok(TakenIn::Updated(contact))
    }

    async fn write(&mut self, desk: &mut Desk<'_>) -> Result<(), StorageError> {
        insert_cards(desk, &self.fresh).await?;
        let additions = std::mem::take(&mut self.additions);
        if additions.is_empty() { Ok(()) } else { complete_known(desk, additions).await }
    }
}

impl Fresh {
    fn complete(&mut self, said: Said, addresses: Addresses, replace: bool) {
        merge(&mut self.card, said, replace);
        for (id, address) in addresses {
            if !self.addresses.iter().any(|(known, _)| *known == id) {
                self.addresses.push((id, address));
            }
        }
    }
}

/// Completes cards that were there before; one that nothing changes is not written.
async fn complete_known(desk: &mut Desk<'_>, additions: Vec<Addition>) -> Result<(), StorageError> {
    let ids: Vec<_> = additions.iter().map(|addition| addition.contact).collect();
    let before = cards(desk.tx, desk.by.company, &ids).await?;
    let mut held = addresses_of(desk.tx, desk.by.company, &ids).await?;
    let (mut after, mut counts) = (HashMap::<ContactId, Fresh>::new(), HashMap::new());
    for addition in additions {
        let Some(stored) = before.get(&addition.contact) else { continue };
        let now = after.entry(addition.contact).or_insert_with(|| {
            let held = held.remove(&stored.id).unwrap_or_default();
            counts.insert(stored.id, held.len());
            let addresses = held.into_iter().map(|held| (held.id, held.address)).collect();
            Fresh { id: stored.id, card: stored.card.clone(), addresses }
        });
        now.complete(addition.said, addition.addresses, addition.by_code);
    }
    let (mut changed, mut links) = (Vec::new(), Vec::new());
    for (id, now) in after {
        let Some((stored, held)) = before.get(&id).zip(counts.get(&id)) else { continue };
        let new = links_beyond(&now, *held);
        if !new.is_empty() || stored.card != now.card {
            changed.push(Changed {
                id,
                card: now.card,
                addresses: now.addresses.into_iter().map(|(_, address)| address).collect(),
                reach_before: stored.reach,
                is_live: stored.deleted_at.is_none(),
            });
        }
        links.extend(new);
    }
    changed.sort_by_key(|change| change.id);
    links.sort_by_key(|link| (link.contact, link.place));
    insert_links(desk, &links).await?;
    update_cards(desk, &changed).await
}

/// Addresses that stand behind the first ones, which the card had.
fn links_beyond(card: &Fresh, held: usize) -> Vec<Link> {
    let places = card.addresses.iter().zip(0i16..).skip(held);
    let link = |((address, _), place): (&(AddressId, ContactAddress), i16)| Link {
        contact: card.id,
        address: *address,
        role: AddressRole::General,
        place,
    };
    places.map(link).collect()
}

fn merge(card: &mut ContactCard, said: Said, replace: bool) {
    let row = said.card;
    let pick = |old: &mut Option<String>, new: Option<String>| {
        if new.is_some() && (replace || old.is_none()) {
            *old = new;
        }
    };
    if replace || card.name().is_empty() {
        card.kind = row.kind;
    }
    if replace && said.lang {
        card.lang = row.lang;
    }
    if replace && said.recipient {
        card.recipient = row.recipient;
    }
    pick(&mut card.given_name, row.given_name);
    pick(&mut card.family_name, row.family_name);
    pick(&mut card.title, row.title);
    pick(&mut card.code, row.code);
    pick(&mut card.city, row.city);
    pick(&mut card.notes, row.notes);
    if row.tax_number.is_some() && (replace || card.tax_number.is_none()) {
        card.tax_number = row.tax_number;
    }
}
