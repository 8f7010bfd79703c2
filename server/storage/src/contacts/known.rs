use std::collections::HashMap;

use domain::contacts::{AddressState, ContactAddress, ContactCard};
use domain::id::{AddressId, ContactId};
use sea_orm::{QueryResult, Value};

use super::record::code_key;
use super::writing::Desk;
use crate::StorageError;
use crate::ledger::sql::{Fields, insert_new, json, rows};

/// A card that holds an address, or has a code.
#[derive(Debug, Clone)]
pub(super) struct Holder {
    pub contact: ContactId,
    pub code_key: Option<String>,
    pub name_key: String,
}

/// What the company knows of the codes and addresses of a batch.
#[derive(Debug, Default)]
pub(super) struct Known {
    by_code: HashMap<String, ContactId>,
    addresses: HashMap<String, AddressId>,
    holders: HashMap<String, Vec<Holder>>,
}

/// Which card a row means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    New,
    /// Of this code.
    ByCode(ContactId),
    /// On a shared address, with a name that may be the same.
    ByAddress(ContactId),
}

/// Whether two folded names may be one customer's: the same, or one says more than the other.
fn may_be_one(one: &str, other: &str) -> bool {
    let begins = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| short.is_empty() || rest.is_empty() || rest.starts_with(' '))
    };
    begins(one, other) || begins(other, one)
}

impl Known {
    /// Reads what is known, and writes the addresses that are new.
    pub async fn load(
        desk: &Desk<'_>,
        cards: &[&ContactCard],
        addresses: &[&ContactAddress],
    ) -> Result<Self, StorageError> {
        let mut known = Self::default();
        known.read_codes(desk, cards).await?;
        known.read_addresses(desk, addresses).await?;
        known.write_new(desk, addresses).await?;
        Ok(known)
    }

    pub fn address(&self, address: &ContactAddress) -> Option<AddressId> {
        self.addresses.get(&address.key()).copied()
    }

    /// The card of the same code; else one on a shared address that is not known to be another's: it
    /// has no code or the row has none, and neither name contradicts the other.
    pub fn meant(&self, card: &ContactCard, addresses: &[ContactAddress]) -> Meant {
        let (code, name) = (code_key(card), card.search_key());
        if let Some(contact) = code.as_ref().and_then(|code| self.by_code.get(code)) {
            return Meant::ByCode(*contact);
        }
        let holders = addresses.iter().filter_map(|address| self.holders.get(&address.key())).flatten();
        let fits = |holder: &&Holder| {
            (code.is_none() || holder.code_key.is_none()) && may_be_one(&holder.name_key, &name)
        };
        let fitting: Vec<_> = holders.filter(fits).collect();
        let same = fitting.iter().find(|holder| holder.name_key == name).or_else(|| fitting.first());
        same.map_or(Meant::New, |holder| Meant::ByAddress(holder.contact))
    }

    /// Remembers a card of this batch, so that a later row of it is the same customer.
    pub fn remember(&mut self, contact: ContactId, card: &ContactCard, addresses: &[ContactAddress]) {
        let (code_key, name_key) = (code_key(card), card.search_key());
        if let Some(code) = &code_key {
            self.by_code.insert(code.clone(), contact);
        }
        for address in addresses {
            let (code_key, name_key) = (code_key.clone(), name_key.clone());
            let holders = self.holders.entry(address.key()).or_default();
            holders.push(Holder { contact, code_key, name_key });
        }
    }

    async fn read_codes(&mut self, desk: &Desk<'_>, cards: &[&ContactCard]) -> Result<(), StorageError> {
        let codes: Vec<_> = cards.iter().filter_map(|card| code_key(card)).collect();
        if codes.is_empty() {
            return Ok(());
        }
        let sql = "SELECT c.code_key, c.id FROM {list} CROSS JOIN contacts c \
            WHERE c.company_id = $2 AND c.code_key = value AND c.deleted_at IS NULL";
        for row in &rows(desk.tx, sql, vec![json(&codes)?, desk.by.company.as_i64().into()]).await? {
            let mut fields = Fields::of(row);
            self.by_code.insert(fields.take()?, fields.id(ContactId::from_i64)?);
        }
        Ok(())
    }

    async fn read_addresses(
        &mut self,
        desk: &Desk<'_>,
        addresses: &[&ContactAddress],
    ) -> Result<(), StorageError> {
        if addresses.is_empty() {
            return Ok(());
        }
        let asked: Vec<_> = addresses.iter().map(|address| (address.kind().code(), address.key())).collect();
        let values = vec![json(&asked)?, desk.by.company.as_i64().into()];
        for row in &rows(desk.tx, HOLDERS, values).await? {
            self.take_holder(row)?;
        }
        Ok(())
    }

    fn take_holder(&mut self, row: &QueryResult) -> Result<(), StorageError> {
        let mut fields = Fields::of(row);
        let (key, id): (String, AddressId) = (fields.take()?, fields.id(AddressId::from_i64)?);
        if let Some(contact) = fields.maybe_id(ContactId::from_i64)? {
            let holder = Holder {
                contact,
                code_key: fields.take()?,
                name_key: fields.take::<Option<String>>()?.unwrap_or_default(),
            };
            self.holders.entry(key.clone()).or_default().push(holder);
        }
        self.addresses.insert(key, id);
        Ok(())
    }

    /// Writes what is not known yet, in the order of the keys, so that two processes never wait for each
    /// other in a circle. What another one wrote meanwhile is read again.
    async fn write_new(
        &mut self,
        desk: &Desk<'_>,
        addresses: &[&ContactAddress],
    ) -> Result<(), StorageError> {
        let mut new: Vec<_> = addresses.iter().map(|address| (address.key(), *address)).collect();
        new.retain(|(key, _)| !self.addresses.contains_key(key));
        new.sort_by(|(a, _), (b, _)| a.cmp(b));
        new.dedup_by(|(a, _), (b, _)| a == b);
        if new.is_empty() {
            return Ok(());
        }
        let count = new.len();
        let values = new_rows(desk, &new);
        let written = insert_new(desk.tx, ADDRESSES, values, "key, id").await?;
        for row in &written {
            let mut fields = Fields::of(row);
            self.addresses.insert(fields.take()?, fields.id(AddressId::from_i64)?);
        }
        if written.len() == count {
            return Ok(());
        }
        new.retain(|(key, _)| !self.addresses.contains_key(key));
        let missed: Vec<_> = new.iter().map(|(_, address)| *address).collect();
        Box::pin(self.read_addresses(desk, &missed)).await
    }
}

/// Addresses with the cards that hold them; one row without a card for those nobody holds.
const HOLDERS: &str = "SELECT a.key, a.id, c.id, c.code_key, c.name_key FROM {rows} CROSS JOIN addresses a \
    LEFT JOIN contact_addresses l ON l.address_id = a.id \
    LEFT JOIN contacts c ON c.id = l.contact_id AND c.deleted_at IS NULL \
    WHERE a.company_id = $2 AND a.kind = CAST(value ->> 0 AS SMALLINT) AND a.key = value ->> 1 \
    ORDER BY c.id";

const ADDRESSES: &str = "addresses (id, company_id, kind, key, written, source, since, state, state_at)";

fn new_rows(desk: &Desk<'_>, new: &[(String, &ContactAddress)]) -> Vec<Value> {
    let by = desk.by;
    let (company, source, now) = (by.company.as_i64(), by.source.code(), by.now.micros());
    let mut values: Vec<Value> = Vec::with_capacity(new.len() * 9);
    for (id, (key, address)) in by.ids.next_ids(new.len()).zip(new) {
        values.push(id.into());
        values.push(company.into());
        values.push(address.kind().code().into());
        values.push(key.clone().into());
        values.push(Some(address.as_str().to_owned()).filter(|written| written != key).into());
        values.push(source.into());
        values.push(now.into());
        values.push(AddressState::Unverified.code().into());
        values.push(now.into());
    }
    values
}

#[cfg(test)]
mod tests {
    use super::may_be_one;

    #[test]
    fn a_longer_name_may_be_the_same_and_another_one_is_not() {
        for (one, other) in [("ayse", "ayse isik"), ("", "ali"), ("ayse isik", "ayse isik isik ltd")] {
            assert!(may_be_one(one, other) && may_be_one(other, one), "{one}, {other}");
        }
        for (one, other) in [("ali", "alican"), ("ali isik", "veli isik")] {
            assert!(!may_be_one(one, other) && !may_be_one(other, one), "{one}, {other}");
        }
    }
}
