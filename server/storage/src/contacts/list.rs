use domain::contacts::{ContactCursor, ContactSelection, ContactSort};
use domain::id::{CompanyId, ContactId};
use sea_orm::{ConnectionTrait, Value};

use super::counts::people_of_reach;
use super::matching::Filters;
use super::page::{ContactPage, Place};
use super::reach::Reach;
use crate::ledger::sql::{Fields, rows};
use crate::{StorageError, tags};

/// Cards a walk through a filtered list looks at in one step, and steps of one page.
const STEP: usize = 2_000;
const STEPS: usize = 10;

/// Contacts from which on a page is first tried without looking up all that a filter finds.
pub(super) const MANY: u32 = 20_000;

/// One page of a company's contacts. Reads by key at every depth, and never counts more than a few.
pub async fn list(
    db: &impl ConnectionTrait,
    company: CompanyId,
    selection: &ContactSelection,
    sort: ContactSort,
    cursor: ContactCursor,
    limit: usize,
) -> Result<ContactPage, StorageError> {
    let filters = Filters::of(company, selection);
    if filters.is_hopeless {
        return Ok(ContactPage { found: Some(0), ..ContactPage::default() });
    }
    let way = Way { company, sort, backwards: matches!(cursor, ContactCursor::Before(_)) };
    let from = start(db, company, cursor).await?;
    if filters.is_open() {
        let page = walk(db, way, &filters, from, limit, 1).await?.page;
        return Ok(ContactPage { found: cheap_count(db, company, &filters).await?, ..page });
    }
    // Of many contacts a filter that is met often fills the page at once; looking up all it finds is slow.
    if people_of_reach(db, company, filters.reaches).await? > MANY {
        let walked = walk(db, way, &filters, from.clone(), limit, 1).await?;
        if walked.is_full {
            return Ok(ContactPage { found: cheap_count(db, company, &filters).await?, ..walked.page });
        }
    }
    if let Some(few) = filters.few(db).await? {
        let found = filters.passing(db, &few).await?;
        return Ok(page_of_few(way, found, from, limit));
    }
    let page = walk(db, way, &filters, from, limit, STEPS).await?.page;
    Ok(ContactPage { found: cheap_count(db, company, &filters).await?, ..page })
}

/// The direction of a page through an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    company: CompanyId,
    sort: ContactSort,
    backwards: bool,
}

impl Way {
    /// By name, from the first one on.
    pub const fn by_name(company: CompanyId) -> Self {
        Self { company, sort: ContactSort::Name, backwards: false }
    }

    /// Whether keys fall along the way: newest first is a falling order.
    const fn falls(self) -> bool {
        matches!(self.sort, ContactSort::Newest) != self.backwards
    }

    fn key(self, place: &Place) -> (&str, i64) {
        match self.sort {
            ContactSort::Name => (place.name_key.as_str(), place.id),
            ContactSort::Newest => ("", place.id),
        }
    }

    fn is_beyond(self, place: &Place, from: &Place) -> bool {
        let (place, from) = (self.key(place), self.key(from));
        if self.falls() { place < from } else { place > from }
    }
}

/// Where a page begins: the place of the card it names, which may be deleted by now. A card that is not
/// the company's begins at the first page.
async fn start(
    db: &impl ConnectionTrait,
    company: CompanyId,
    cursor: ContactCursor,
) -> Result<Option<Place>, StorageError> {
    let (ContactCursor::After(id) | ContactCursor::Before(id)) = cursor else { return Ok(None) };
    let sql = "SELECT c.name_key, c.id FROM contacts c WHERE c.id = $1 AND c.company_id = $2";
    let found = rows(db, sql, vec![id.as_i64().into(), company.as_i64().into()]).await?;
    found.first().map(|row| place(&mut Fields::of(row))).transpose()
}

fn place(fields: &mut Fields<'_>) -> Result<Place, StorageError> {
    Ok(Place { name_key: fields.take()?, id: fields.take()? })
}

fn page_of_few(way: Way, mut found: Vec<Place>, from: Option<Place>, limit: usize) -> ContactPage {
    let count = u32::try_from(found.len()).ok();
    found.sort_by(|a, b| way.key(a).cmp(&way.key(b)));
    if way.falls() {
        found.reverse();
    }
    let mut beyond: Vec<_> = found
        .into_iter()
        .filter(|place| from.as_ref().is_none_or(|from| way.is_beyond(place, from)))
        .take(limit + 1)
        .collect();
    let more = beyond.len() > limit;
    beyond.truncate(limit);
    let last = beyond.last().filter(|_| more).cloned();
    ContactPage { found: count, ..page(way, beyond, from.is_some(), last.map(|place| place.id)) }
}

/// What a walk came back with.
pub(super) struct Walked {
    pub page: ContactPage,
    pub is_full: bool,
}

/// Goes through the list until the page is full or the look is over.
pub(super) async fn walk(
    db: &impl ConnectionTrait,
    way: Way,
    filters: &Filters,
    from: Option<Place>,
    limit: usize,
    steps: usize,
) -> Result<Walked, StorageError> {
    let begins_inside = from.is_some();
    let step = if filters.is_open() { limit + 1 } else { STEP };
    let (mut found, mut at, mut is_over) = (Vec::new(), from, false);
    for _ in 0..steps {
        let seen = candidates(db, way, filters.reaches, at.as_ref(), step).await?;
        is_over = seen.len() < step;
        at = seen.last().cloned().or(at);
        found.extend(passing(db, filters, seen).await?);
        if is_over || found.len() > limit {
            break;
        }
    }
    let is_full = found.len() > limit;
    found.truncate(limit);
    let last = if is_full { found.last() } else { at.as_ref().filter(|_| !is_over) };
    let last = last.map(|place: &Place| place.id);
    Ok(Walked { page: page(way, found, begins_inside, last), is_full })
}

async fn passing(
    db: &impl ConnectionTrait,
    filters: &Filters,
    mut seen: Vec<Place>,
) -> Result<Vec<Place>, StorageError> {
    if !filters.is_open() {
        let ids: Vec<_> = seen.iter().map(|place| place.id).collect();
        let passed = filters.passing_ids(db, &ids).await?;
        seen.retain(|place| passed.contains(&place.id));
    }
    Ok(seen)
}

/// Puts a page in the order of the list. `beyond` is where it goes on, along the way.
fn page(way: Way, mut places: Vec<Place>, begins_inside: bool, beyond: Option<i64>) -> ContactPage {
    let near = places.first().filter(|_| begins_inside).map(|place| place.id);
    if way.backwards {
        places.reverse();
    }
    let (previous, next) = if way.backwards { (beyond, near) } else { (near, beyond) };
    ContactPage {
        ids: places.into_iter().map(|place| ContactId::from_i64(place.id)).collect(),
        previous: previous.map(ContactId::from_i64),
        next: next.map(ContactId::from_i64),
        found: None,
    }
}

/// The next cards along the way: a range of the index for each reach, merged.
async fn candidates(
    db: &impl ConnectionTrait,
    way: Way,
    reaches: &[Reach],
    from: Option<&Place>,
    limit: usize,
) -> Result<Vec<Place>, StorageError> {
    let sql = candidates_sql(way, reaches, from.is_some());
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut values: Vec<Value> = vec![way.company.as_i64().into(), limit.into()];
    if let Some(from) = from {
        values.push(from.id.into());
        if matches!(way.sort, ContactSort::Name) {
            values.push(from.name_key.clone().into());
        }
    }
    rows(db, &sql, values).await?.iter().map(|row| place(&mut Fields::of(row))).collect()
}

fn candidates_sql(way: Way, reaches: &[Reach], begins_inside: bool) -> String {
    let (mark, direction) = if way.falls() { ("<", "DESC") } else { (">", "ASC") };
    let (order, beyond) = match way.sort {
        ContactSort::Name => {
            (format!("name_key {direction}, id {direction}"), format!("(name_key, id) {mark} ($4, $3)"))
        }
        ContactSort::Newest => (format!("id {direction}"), format!("id {mark} $3")),
    };
    let beyond = if begins_inside { format!("AND {beyond}") } else { String::new() };
    let branch = |reach: &Reach| {
        let code = reach.code();
        format!(
            "SELECT * FROM (SELECT name_key, id FROM contacts WHERE company_id = $1 AND reach = {code} \
            AND deleted_at IS NULL {beyond} ORDER BY {order} LIMIT $2) AS b{code}"
        )
    };
    let branches: Vec<_> = reaches.iter().map(branch).collect();
    format!("SELECT name_key, id FROM ({}) AS c ORDER BY {order} LIMIT $2", branches.join(" UNION ALL "))
}

/// What counters know without counting.
async fn cheap_count(
    db: &impl ConnectionTrait,
    company: CompanyId,
    filters: &Filters,
) -> Result<Option<u32>, StorageError> {
    if filters.is_open() {
        return people_of_reach(db, company, filters.reaches).await.map(Some);
    }
    match filters.only_tag() {
        Some(tag) => Ok(tags::find(db, company, tag).await?.map(|tag| tag.people)),
        None => Ok(None),
    }
}
