use domain::contacts::ContactSelection;
use domain::id::{CompanyId, ContactId};
use domain::search::{Hits, SearchText};
use domain::turkish::fold;
use sea_orm::ConnectionTrait;

use super::counts::people_of_reach;
use super::list::{MANY, Way, walk};
use super::matching::{FEW, Filters};
use crate::StorageError;
use crate::ledger::sql::{Fields, rows};

/// The first few people that a search over everything means: the one with this code, then by name. Looks at
/// a bounded number of cards, so where many have the words it need not be the very first names.
pub async fn search(
    db: &impl ConnectionTrait,
    company: CompanyId,
    text: &SearchText,
    limit: usize,
) -> Result<Hits<ContactId>, StorageError> {
    let coded = of_code(db, company, text).await?;
    let found = of_words(db, company, text, limit).await?;
    let others = found.rows.into_iter().filter(|id| Some(*id) != coded);
    let hits = Hits::first(limit, coded.into_iter().chain(others));
    Ok(Hits { more: hits.more || found.more, ..hits })
}

async fn of_words(
    db: &impl ConnectionTrait,
    company: CompanyId,
    text: &SearchText,
    limit: usize,
) -> Result<Hits<ContactId>, StorageError> {
    let selection =
        ContactSelection { search: Some(text.as_str().to_owned()), ..ContactSelection::default() };
    let filters = Filters::of(company, &selection);
    // Words that many cards have are met at once on a walk; looking up all that have them is slow.
    if people_of_reach(db, company, filters.reaches).await? > MANY {
        let walked = walk(db, Way::by_name(company), &filters, None, limit, 1).await?;
        if walked.is_full {
            return Ok(Hits { rows: walked.page.ids, more: true });
        }
    }
    let Some(looked_up) = filters.by_words(db).await? else {
        let page = walk(db, Way::by_name(company), &filters, None, limit, 1).await?.page;
        return Ok(Hits { rows: page.ids, more: page.next.is_some() });
    };
    let mut passed = filters.passing(db, &looked_up).await?;
    passed.sort();
    let hits = Hits::first(limit, passed.into_iter().map(|place| ContactId::from_i64(place.id)));
    Ok(Hits { more: hits.more || looked_up.len() > FEW, ..hits })
}

/// The card with a code; a code is one card's.
async fn of_code(
    db: &impl ConnectionTrait,
    company: CompanyId,
    text: &SearchText,
) -> Result<Option<ContactId>, StorageError> {
    let found = rows(db, OF_CODE, vec![company.as_i64().into(), fold(text.as_str()).into()]).await?;
    found.first().map(|row| Fields::of(row).id(ContactId::from_i64)).transpose()
}

pub(super) const OF_CODE: &str = "SELECT c.id FROM contacts c \
    WHERE c.company_id = $1 AND c.code_key = $2 AND c.deleted_at IS NULL";
