use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::contact_row::ReadContact;

/// Whom a list has named so far: a hash of 64 bits for each customer and address.
#[derive(Debug, Default)]
pub(super) struct Seen {
    hasher: RandomState,
    known: HashSet<u64>,
}

impl Seen {
    /// Notes a contact. `false` when it brings nothing: the same customer (by code, else by name) with
    /// the same addresses stood in an earlier row.
    pub fn is_new(&mut self, contact: &ReadContact) -> bool {
        let code = contact.card.code.as_ref();
        let customer = code.map_or_else(|| contact.card.search_key(), |code| code.to_uppercase());
        let hashes = contact
            .addresses
            .iter()
            .map(|address| self.hasher.hash_one((code.is_some(), &customer, address.key())));
        let fresh: Vec<_> = hashes.filter(|hash| !self.known.contains(hash)).collect();
        self.known.extend(&fresh);
        !fresh.is_empty()
    }
}
