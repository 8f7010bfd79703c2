use domain::id::{CompanyId, MessageId};
use domain::message::{FailureReason, HoldReason, State};
use sea_orm::{ConnectionTrait, Value};

use super::fields::Fields;
use super::read::{ROW, message_row};
use super::statement::{is_sqlite, json, rows};
use crate::error::StorageError;
use crate::ids::first_id_at;
use crate::ledger::page::{Cursor, MessageFilter, MessagePage, MessageRow, OpenTo};

/// Messages one search looks through before it offers to go on, and how many at a time.
const SEARCH_ROUNDS: u32 = 10;
const SEARCH_ROUND: u32 = 2_000;

/// One page of a company's messages.
pub(super) async fn list<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    filter: &MessageFilter,
    cursor: Cursor,
    limit: u32,
) -> Result<MessagePage, StorageError> {
    let rounds = if filter.search.is_some() { SEARCH_ROUNDS } else { 1 };
    let (mut found, mut at, mut next) = (Vec::new(), cursor, None);
    for _ in 0..rounds {
        let looks = if filter.search.is_some() { SEARCH_ROUND } else { limit + 1 };
        let ids = candidates(db, company, filter, at, looks).await?;
        next = ids.last().filter(|_| ids.len() >= looks as usize).map(|id| beyond(at, *id));
        found.extend(matching(db, company, filter.search.as_deref(), &ids).await?);
        at = next.unwrap_or(at);
        if next.is_none() || found.len() > limit as usize {
            break;
        }
    }
    Ok(page(found, at, next, limit))
}

/// The page begins beyond this message.
const fn beyond(cursor: Cursor, id: i64) -> Cursor {
    let id = MessageId::from_i64(id);
    if is_newer(cursor) { Cursor::NewerThan(id) } else { Cursor::OlderThan(id) }
}

const fn is_newer(cursor: Cursor) -> bool {
    matches!(cursor, Cursor::NewerThan(_))
}

fn page(mut rows: Vec<MessageRow>, at: Cursor, next: Option<Cursor>, limit: u32) -> MessagePage {
    let newer = is_newer(at);
    rows.sort_by_key(|row| if newer { row.id.as_i64() } else { -row.id.as_i64() });
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = if has_more { rows.last().map(|row| beyond(at, row.id.as_i64())) } else { next };
    rows.sort_by_key(|row| -row.id.as_i64());
    MessagePage { rows, next }
}

/// The ids a page may show, in its direction, found state by state through one index.
async fn candidates<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    filter: &MessageFilter,
    cursor: Cursor,
    limit: u32,
) -> Result<Vec<i64>, StorageError> {
    let (mut low, mut high) = bounds(filter, cursor);
    let by_state = !filter.states.is_empty() && !filter.newest_of_each;
    if filter.campaign.is_some() && filter.contact.is_none() && by_state {
        let range = campaign_range(db, filter).await?;
        (low, high) = (low.max(range.0 - 1), high.min(range.1.saturating_add(1)));
    }
    let sql = candidates_sql(filter, is_newer(cursor));
    let mut values = wanted(company, filter, (low, high));
    values.push(i64::from(limit).into());
    rows(db, &sql, values).await?.iter().map(|row| Fields::of(row).take()).collect()
}

/// The values of [`WANTED`].
fn wanted(company: CompanyId, filter: &MessageFilter, (low, high): (i64, i64)) -> Vec<Value> {
    vec![
        company.as_i64().into(),
        low.into(),
        high.into(),
        filter.channel.map(|channel| i64::from(channel.code())).into(),
        filter.campaign.map(|id| id.as_i64()).into(),
        filter.account.map(|id| id.as_i64()).into(),
        filter.contact.map(|id| id.as_i64()).into(),
    ]
}

/// How many messages a filter means, counted in the indexes of the list.
pub(super) async fn count<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    filter: &MessageFilter,
) -> Result<u64, StorageError> {
    let values = wanted(company, filter, bounds(filter, Cursor::Newest));
    let found = rows(db, &count_sql(filter), values).await?;
    let count: i64 = found.first().map_or(Ok(0), |row| Fields::of(row).take())?;
    Ok(count.unsigned_abs())
}

/// Both ends excluded.
fn bounds(filter: &MessageFilter, cursor: Cursor) -> (i64, i64) {
    let low = filter.from.map_or(0, |from| first_id_at(from) - 1);
    let high = filter.to.map_or(i64::MAX, first_id_at);
    match cursor {
        Cursor::Newest => (low, high),
        Cursor::OlderThan(id) => (low, high.min(id.as_i64())),
        Cursor::NewerThan(id) => (low.max(id.as_i64()), high),
    }
}

/// The first and the last message of a campaign: only between them can be others of it.
async fn campaign_range<C: ConnectionTrait>(
    db: &C,
    filter: &MessageFilter,
) -> Result<(i64, i64), StorageError> {
    let sql = "SELECT (SELECT MIN(id) FROM messages WHERE campaign_id = $1), \
        (SELECT MAX(id) FROM messages WHERE campaign_id = $1)";
    let found = rows(db, sql, vec![filter.campaign.map(|id| id.as_i64()).into()]).await?;
    let Some(row) = found.first() else { return Ok((0, 0)) };
    let mut fields = Fields::of(row);
    let (first, last): (Option<i64>, Option<i64>) = (fields.take()?, fields.take()?);
    Ok((first.unwrap_or(0), last.unwrap_or(0)))
}

/// All values are used in every branch, whatever its index, so that their numbers stay the same.
const WANTED: &str = "company_id = $1 AND id > $2 AND id < $3 \
    AND (CAST($4 AS BIGINT) IS NULL OR channel = $4) AND (CAST($5 AS BIGINT) IS NULL OR campaign_id = $5) \
    AND (CAST($6 AS BIGINT) IS NULL OR account_id = $6) AND (CAST($7 AS BIGINT) IS NULL OR contact_id = $7)";

/// What workers hold: little, in no order of ids, and read in one piece. Otherwise a database may walk
/// through all messages in the order of the list to find the few.
const HAND: &str =
    "WITH hand AS MATERIALIZED (SELECT * FROM messages {in_hand} WHERE lease_until IS NOT NULL)";

pub(super) fn candidates_sql(filter: &MessageFilter, newer: bool) -> String {
    let order = if newer { "ORDER BY id" } else { "ORDER BY id DESC" };
    let branches: Vec<String> = sources(filter)
        .into_iter()
        .enumerate()
        .map(|(n, source)| {
            let inner = format!("SELECT id FROM {source} AND {WANTED} {order} LIMIT $8");
            format!("SELECT id FROM ({inner}) AS b{n}")
        })
        .collect();
    format!("{HAND} SELECT id FROM ({}) AS c {order} LIMIT $8", branches.join(" UNION ALL "))
}

pub(super) fn count_sql(filter: &MessageFilter) -> String {
    let branches: Vec<String> = sources(filter)
        .into_iter()
        .map(|source| format!("SELECT COUNT(*) AS found FROM {source} AND {WANTED}"))
        .collect();
    format!("{HAND} SELECT CAST(SUM(c.found) AS BIGINT) FROM ({}) AS c", branches.join(" UNION ALL "))
}

/// No repeat that was taken back (14), and not sent once more since.
const NEWEST: &str = "(resend_of IS NULL OR state <> 14) AND NOT EXISTS (SELECT 1 FROM messages n \
    WHERE n.campaign_id = $5 AND n.resend_of = messages.id AND n.state <> 14)";

/// The table and the conditions that lead each branch to its index.
fn sources(filter: &MessageFilter) -> Vec<String> {
    let codes: Vec<_> = filter.states.iter().map(|state| state.code().to_string()).collect();
    let states = if codes.is_empty() { "1 = 1".into() } else { format!("state IN ({})", codes.join(", ")) };
    let open = filter.open_to.map(open_to).unwrap_or_default();
    if !filter.among.is_empty() {
        let ids: Vec<_> = filter.among.iter().map(|id| id.as_i64().to_string()).collect();
        return vec![format!("messages WHERE id IN ({}) AND {states}{open}", ids.join(", "))];
    }
    if filter.contact.is_some() {
        return vec![format!("messages WHERE contact_id = $7 AND {states}{open}")];
    }
    if filter.campaign.is_some() && filter.newest_of_each {
        return vec![format!("messages WHERE campaign_id = $5 AND {states} AND {NEWEST}{open}")];
    }
    if filter.campaign.is_some() && filter.states.is_empty() {
        return vec![format!("messages WHERE campaign_id = $5{open}")];
    }
    let wanted = if filter.states.is_empty() { State::ALL } else { &filter.states };
    wanted.iter().map(|state| in_state(*state, &open)).collect()
}

fn in_state(state: State, open: &str) -> String {
    let code = state.code();
    match state {
        // What a worker holds is open to nobody.
        State::Leased | State::OnWire => format!("hand WHERE state = {code}"),
        _ => format!("messages WHERE state = {code} AND state NOT IN (4, 5){open}"),
    }
}

/// What failed (11) without a reason is as good as unknown; what expired (12) in silence may have arrived.
/// A repeat that was taken back (14) is none.
fn open_to(what: OpenTo) -> String {
    match what {
        OpenTo::Resend => {
            let passing = FailureReason::ALL.iter().filter(|reason| reason.may_pass());
            let codes: Vec<_> = passing.map(|reason| reason.code().to_string()).collect();
            format!(
                " AND (reason IN ({}) OR (state = 11 AND reason IS NULL)) AND NOT EXISTS (SELECT 1 \
                FROM messages n WHERE n.resend_of = messages.id AND n.state <> 14)",
                codes.join(", ")
            )
        }
        OpenTo::Release => format!(
            " AND (reason = {} OR (reason = {} AND campaign_id IS NULL))",
            HoldReason::ByPerson.code(),
            HoldReason::Restored.code()
        ),
    }
}

/// Those of the candidates that the search means; without a search all of them.
pub(super) async fn matching<C: ConnectionTrait>(
    db: &C,
    company: CompanyId,
    search: Option<&str>,
    ids: &[i64],
) -> Result<Vec<MessageRow>, StorageError> {
    let like = if is_sqlite(db) { "LIKE" } else { "ILIKE" };
    let sql = format!(
        "SELECT {ROW} FROM {{list}} CROSS JOIN messages m JOIN message_bodies b ON b.message_id = m.id \
        WHERE m.id = CAST(value AS BIGINT) AND m.company_id = $2 AND (CAST($3 AS TEXT) IS NULL \
        OR b.recipient {like} $3 ESCAPE '\\' OR b.subject {like} $4 ESCAPE '\\' OR b.text {like} $4 ESCAPE '\\')"
    );
    let pattern = search.map(|text| text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
    let anywhere = pattern.as_ref().map(|text| format!("%{text}%"));
    let begins = pattern.map(|text| format!("{text}%"));
    let values = vec![json(ids)?, company.as_i64().into(), begins.into(), anywhere.into()];
    rows(db, &sql, values).await?.iter().map(|row| message_row(&mut Fields::of(row))).collect()
}
