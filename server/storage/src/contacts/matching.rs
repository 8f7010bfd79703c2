//! The filters of a list: where a narrow one finds its few cards, and whether a card passes all of them.

use std::collections::HashSet;
use std::fmt::Write as _;

use domain::contacts::{ContactSelection, HasAddress, SearchPiece, search_pieces};
use domain::id::{CompanyId, TagId};
use sea_orm::{ConnectionTrait, Value};

use super::page::Place;
use super::reach::Reach;
use super::reports::REPORTED;
use crate::StorageError;
use crate::ledger::sql::{Fields, is_sqlite, json, rows};

/// A filter that finds no more cards than this is answered from them; one that finds more is met often
/// enough on a walk through the list.
pub(super) const FEW: usize = 2_000;

/// Beginnings of words shorter than this are not looked up: too many words begin so.
const SHORTEST_LOOKUP: usize = 3;

/// The filters of a list, ready for queries.
pub(super) struct Filters {
    company: CompanyId,
    tag: Option<TagId>,
    refused: bool,
    reported: bool,
    pieces: Vec<SearchPiece>,
    pub reaches: &'static [Reach],
    has_reach: bool,
    /// A search without a letter or a digit finds nobody.
    pub is_hopeless: bool,
}

impl Filters {
    pub fn of(company: CompanyId, selection: &ContactSelection) -> Self {
        let pieces = selection.search.as_deref().map(search_pieces).unwrap_or_default();
        Self {
            company,
            tag: selection.tag,
            refused: selection.refused,
            reported: selection.has == Some(HasAddress::Reported),
            reaches: Reach::of_filter(selection.has),
            has_reach: selection.has.is_some(),
            is_hopeless: selection.search.is_some() && pieces.is_empty(),
            pieces,
        }
    }

    /// Whether the index of the list alone answers.
    pub fn is_open(&self) -> bool {
        self.tag.is_none() && !self.refused && !self.reported && self.pieces.is_empty()
    }

    /// The tag, when it is the only filter.
    pub fn only_tag(&self) -> Option<TagId> {
        self.tag.filter(|_| !self.refused && self.pieces.is_empty() && !self.has_reach)
    }

    /// The cards of the narrowest filter, when one finds only a few; those still have to
    /// [pass](Self::passing) the others.
    pub async fn few(&self, db: &impl ConnectionTrait) -> Result<Option<Vec<i64>>, StorageError> {
        let few = |found: Vec<i64>| Some(found).filter(|ids| ids.len() <= FEW);
        if let Some(found) = self.by_words(db).await?.and_then(few) {
            return Ok(Some(found));
        }
        if let Some(tag) = self.tag
            && let Some(found) = few(self.look_up(db, TAGGED, Some(tag.as_i64().into())).await?)
        {
            return Ok(Some(found));
        }
        if self.reported
            && let Some(found) = few(self.look_up(db, REPORTED, None).await?)
        {
            return Ok(Some(found));
        }
        if self.refused { Ok(few(self.look_up(db, REFUSED, None).await?)) } else { Ok(None) }
    }

    /// Cards of the company that have the words, one more than [`FEW`] at most; `None` when no word can be
    /// looked up.
    pub async fn by_words(&self, db: &impl ConnectionTrait) -> Result<Option<Vec<i64>>, StorageError> {
        let known = |piece: &&SearchPiece| {
            piece.0.iter().all(|form| form.len() >= SHORTEST_LOOKUP && form.is_ascii())
        };
        let known: Vec<_> = self.pieces.iter().filter(known).collect();
        let (short, telling): (Vec<_>, Vec<_>) = known.into_iter().partition(|piece| is_short_number(piece));
        let pieces = if telling.is_empty() { short } else { telling };
        if pieces.is_empty() {
            return Ok(None);
        }
        let (sql, words) = if is_sqlite(db) {
            (BY_WORD_SQLITE, sqlite_words(self.company, &pieces))
        } else {
            (BY_WORD_POSTGRES, postgres_words(self.company, &pieces))
        };
        self.look_up(db, sql, Some(words.into())).await.map(Some)
    }

    async fn look_up(
        &self,
        db: &impl ConnectionTrait,
        sql: &str,
        third: Option<Value>,
    ) -> Result<Vec<i64>, StorageError> {
        let limit = i64::try_from(FEW + 1).unwrap_or(i64::MAX);
        let mut values = vec![self.company.as_i64().into(), limit.into()];
        values.extend(third);
        rows(db, sql, values).await?.iter().map(|row| Fields::of(row).take()).collect()
    }

    /// The places of those cards that pass every filter, in no order.
    pub async fn passing(&self, db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Place>, StorageError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut values = vec![json(ids)?, self.company.as_i64().into()];
        let sql = self.passing_sql(&mut values);
        let found = rows(db, &sql, values).await?;
        let place = |fields: &mut Fields<'_>| Ok(Place { id: fields.take()?, name_key: fields.take()? });
        found.iter().map(|row| place(&mut Fields::of(row))).collect()
    }

    /// Those of the ids that pass every filter.
    pub async fn passing_ids(
        &self,
        db: &impl ConnectionTrait,
        ids: &[i64],
    ) -> Result<HashSet<i64>, StorageError> {
        Ok(self.passing(db, ids).await?.into_iter().map(|place| place.id).collect())
    }

    fn passing_sql(&self, values: &mut Vec<Value>) -> String {
        let reaches = Reach::list(self.reaches);
        let mut sql = format!(
            "SELECT c.id, c.name_key FROM {{list}} CROSS JOIN contacts c \
            WHERE c.id = CAST(value AS BIGINT) AND c.company_id = $2 AND c.deleted_at IS NULL \
            AND c.reach IN ({reaches})"
        );
        let mut place = |value: Value| {
            values.push(value);
            values.len()
        };
        if let Some(tag) = self.tag {
            let tag = place(tag.as_i64().into());
            let has = " AND EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag_id = $";
            // Writing into a string cannot fail.
            let _ = write!(sql, "{has}{tag})");
        }
        if self.refused {
            sql.push_str(HAS_REFUSED);
        }
        if self.reported {
            sql.push_str(HAS_REPORTED);
        }
        for piece in &self.pieces {
            let forms = piece.0.iter().map(|form| place(format!("% {form}%").into()));
            let likes: Vec<_> = forms.map(|n| format!("' ' || c.search LIKE ${n}")).collect();
            let _ = write!(sql, " AND ({})", likes.join(" OR "));
        }
        sql
    }
}

/// A few digits begin so many numbers and codes, each a word of its own, that they are not looked up beside
/// other words: those who have the others are asked for them.
fn is_short_number(piece: &SearchPiece) -> bool {
    piece.0.first().is_some_and(|form| form.len() < 5 && form.bytes().all(|byte| byte.is_ascii_digit()))
}

/// 2 is `ConsentStatus::Refused` and `Class::Commercial`; the kinds are those of `AddressKind`.
pub(super) const REFUSED: &str = "SELECT DISTINCT c.id FROM consents s \
    CROSS JOIN addresses a CROSS JOIN contact_addresses l CROSS JOIN contacts c \
    WHERE s.company_id = $1 AND s.status = 2 AND s.class = 2 AND a.company_id = s.company_id AND a.kind IN (1, 2) \
    AND a.key = s.address AND l.address_id = a.id AND c.id = l.contact_id AND c.deleted_at IS NULL LIMIT $2";

pub(super) const TAGGED: &str = "SELECT c.id FROM contact_tags l CROSS JOIN contacts c \
    WHERE l.tag_id = $3 AND c.id = l.contact_id AND c.company_id = $1 AND c.deleted_at IS NULL LIMIT $2";

const HAS_REFUSED: &str = " AND EXISTS (SELECT 1 FROM contact_addresses l \
    CROSS JOIN addresses a CROSS JOIN consents s \
    WHERE l.contact_id = c.id AND a.id = l.address_id \
    AND s.company_id = a.company_id AND s.address = a.key AND s.status = 2 AND s.class = 2)";

/// 3 is `AddressState::NotTheirs`; what a member said later has another time.
const HAS_REPORTED: &str = " AND EXISTS (SELECT 1 FROM contact_addresses l \
    CROSS JOIN addresses a CROSS JOIN address_reports r \
    WHERE l.contact_id = c.id AND a.id = l.address_id AND a.state = 3 \
    AND r.address_id = a.id AND r.at = a.state_at AND r.taken_back_at IS NULL)";

pub(super) const BY_WORD_SQLITE: &str = "SELECT c.id FROM contact_search \
    CROSS JOIN contacts c ON c.id = contact_search.rowid \
    WHERE contact_search MATCH $3 AND c.company_id = $1 AND c.deleted_at IS NULL LIMIT $2";

/// The expression is that of the index, letter by letter.
const BY_WORD_POSTGRES: &str = "SELECT c.id FROM contacts c WHERE array_to_tsvector(string_to_array(\
    c.company_id::text || 'x' || replace(c.search, ' ', ' ' || c.company_id::text || 'x'), ' ')) \
    @@ $3::tsquery AND c.company_id = $1 AND c.deleted_at IS NULL LIMIT $2";

fn sqlite_words(company: CompanyId, pieces: &[&SearchPiece]) -> String {
    words(pieces, " AND ", " OR ", |form| format!("\"{}x{form}\"*", company.as_i64()))
}

fn postgres_words(company: CompanyId, pieces: &[&SearchPiece]) -> String {
    words(pieces, " & ", " | ", |form| format!("'{}x{form}':*", company.as_i64()))
}

fn words(pieces: &[&SearchPiece], and: &str, or: &str, one: impl Fn(&String) -> String) -> String {
    let piece = |piece: &&SearchPiece| format!("({})", piece.0.iter().map(&one).collect::<Vec<_>>().join(or));
    pieces.iter().map(piece).collect::<Vec<_>>().join(and)
}
