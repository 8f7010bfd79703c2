use std::collections::HashMap;
use std::time::{Duration, Instant};

use domain::contacts::TagName;
use domain::failure::Problem;
use domain::id::{ImportId, TagId};
use domain::time::Timestamp;
use storage::contacts::{IncomingContact, Writing, take_in};
use storage::imports::{self, Step, StoredReject};
use storage::{Tx, tags};

use super::contact_row::{ReadContact, ReadRow};
use super::tally::Tally;
use crate::error::ServiceError;

/// Rows that one transaction takes in.
pub(super) struct Piece {
    contacts: Vec<IncomingContact>,
    rejects: Vec<StoredReject>,
    /// Tags that were not met before, by key; and which contact has which of them.
    new_tags: Vec<TagName>,
    places: HashMap<String, usize>,
    tagged: Vec<(usize, usize)>,
    tally: Tally,
    /// The last line.
    pub to: u32,
}

/// Where a piece belongs.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub by: Writing,
    pub import: ImportId,
    /// The line that was the last one before the piece.
    pub from: u32,
    pub lease_until: Timestamp,
}

/// What a transaction found out.
pub(super) struct Written {
    pub tally: Tally,
    pub tags: Vec<(String, TagId)>,
    pub took: Duration,
}

impl Piece {
    /// Sorts rows into those that are taken in and what is refused of them.
    pub fn of(rows: Vec<ReadRow>, tally: Tally, known: &HashMap<String, TagId>) -> Self {
        let mut piece = Self {
            contacts: Vec::with_capacity(rows.len()),
            rejects: Vec::new(),
            new_tags: Vec::new(),
            places: HashMap::new(),
            tagged: Vec::new(),
            tally,
            to: rows.last().map_or(0, |row| row.line),
        };
        for row in rows {
            piece.rejects.extend(piece.tally.note_row(&row));
            if let Some(contact) = row.contact {
                piece.add(contact, known);
            }
        }
        piece
    }

    fn add(&mut self, contact: ReadContact, known: &HashMap<String, TagId>) {
        let ReadContact { card, addresses, tags: names, says_lang, says_recipient } = contact;
        let mut tags = Vec::new();
        for name in names {
            let key = name.key();
            if let Some(id) = known.get(&key) {
                tags.push(*id);
                continue;
            }
            let place = *self.places.entry(key).or_insert_with(|| {
                self.new_tags.push(name);
                self.new_tags.len() - 1
            });
            self.tagged.push((self.contacts.len(), place));
        }
        self.contacts.push(IncomingContact { card, addresses, tags, says_lang, says_recipient });
    }

    /// Takes the piece in, with the place it reaches, or nothing of it.
    ///
    /// # Errors
    /// `Conflict` when the import was stopped, or another process has gone on with it.
    pub async fn take_in(self, tx: &Tx, at: &Place) -> Result<Written, ServiceError> {
        let began = Instant::now();
        let Self { mut contacts, rejects, new_tags, tagged, mut tally, to, .. } = self;
        let (ids, company) = (&at.by.ids, at.by.company);
        let made =
            if new_tags.is_empty() { Vec::new() } else { tags::ensure(tx, ids, company, &new_tags).await? };
        for (contact, tag) in tagged {
            if let (Some(contact), Some(id)) = (contacts.get_mut(contact), made.get(tag)) {
                contact.tags.push(*id);
            }
        }
        for outcome in take_in(tx, &at.by, contacts).await? {
            tally.note_outcome(outcome);
        }
        let (counts, reasons) = (tally.counts, tally.reasons());
        let step = Step { from: at.from, to, counts, reasons, lease_until: at.lease_until };
        if !imports::advance(tx, company, at.import, &step).await? {
            return Err(Problem::Conflict.into());
        }
        imports::insert_rejects(tx, at.import, rejects).await?;
        let tags = new_tags.iter().map(TagName::key).zip(made).collect();
        Ok(Written { tally, tags, took: began.elapsed() })
    }
}
