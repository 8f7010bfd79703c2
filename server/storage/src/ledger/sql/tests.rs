//! Every query of the hot path and of the lists is led to its index. A wrong one is not seen in a small
//! test but stops a drain of a million.

use domain::id::{CampaignId, ContactId};
use domain::message::State;
use sea_orm::{ConnectionTrait as _, DbBackend};

use super::*;
use crate::error::StorageError;
use crate::ledger::page::{MessageFilter, OpenTo};
use crate::testing::{TestDb, sqlite};

/// How SQLite walks through the tables, one line per step.
async fn steps(db: &TestDb, sql: &str) -> Result<Vec<String>, StorageError> {
    let explain = statement::statement(DbBackend::Sqlite, &format!("EXPLAIN QUERY PLAN {sql}"), vec![]);
    let rows = db.read().query_all_raw(explain).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(3)).collect::<Result<_, _>>()?)
}

/// The steps that touch a table of the ledger must be of these kinds, in this order.
async fn expect(db: &TestDb, sql: &str, expected: &[&str]) -> Result<(), StorageError> {
    let all = steps(db, sql).await?;
    let touches = |step: &&String| !step.contains("json_each") && step.contains("USING");
    let found: Vec<_> = all.iter().filter(touches).collect();
    let fits = found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| a.contains(b));
    let scan = all.iter().find(|step| step.starts_with("SCAN m") && !step.contains("USING"));
    assert!(fits && scan.is_none(), "{sql}\nwalks {all:#?}\nnot {expected:?}");
    Ok(())
}

#[tokio::test]
async fn the_engine_finds_its_rows_by_index() -> Result<(), StorageError> {
    let db = sqlite().await;
    let key = "USING INTEGER PRIMARY KEY (rowid=?)";
    expect(&db, claim::WAITING, &["messages_waiting (account_id=? AND priority=? AND due_at<?)"]).await?;
    expect(&db, lease::SQLITE, &[key, "messages_waiting (account_id=? AND priority=? AND due_at<?)"]).await?;
    expect(&db, wire::DEPART, &[key]).await?;
    expect(&db, accept::ACCEPT, &[key]).await?;
    expect(&db, moves::UPDATE, &[key]).await?;
    expect(&db, settle::FINISH, &[key]).await?;
    expect(&db, doubt::NAME, &[key]).await?;
    expect(&db, plan::KNOWN, &["USING PRIMARY KEY (company_id=? AND key=?)"]).await?;
    expect(&db, counts::NEXT_DUE, &["messages_waiting (account_id=? AND priority=?)"]).await?;
    let reference = "message_attempts_provider_ref (account_id=? AND provider_ref=?)";
    expect(&db, reports::BY_REFERENCE, &[reference]).await?;
    expect(&db, pending::DUE, &["pending_reports_next_try (next_try_at<?)"]).await?;
    expect(&db, recover::LOST, &["COVERING INDEX messages_in_hand", "(id=?) LEFT-JOIN"]).await?;
    expect(&db, doubt::IN_DOUBT, &["messages_in_doubt (id>?)", key]).await?;
    Ok(())
}

#[tokio::test]
async fn sweeps_and_stops_find_their_rows_by_index() -> Result<(), StorageError> {
    let db = sqlite().await;
    expect(&db, sweep::OVERDUE, &["messages_expiring (expires_at>? AND expires_at<?)"]).await?;
    expect(&db, sweep::UNREPORTED, &["messages_of_company (company_id=? AND state=?)"]).await?;
    expect(&db, stop::OF_CAMPAIGN, &["messages_of_campaign (campaign_id=? AND id>?)"]).await?;
    expect(&db, stop::REPEATS, &["campaign_id=?"]).await?;
    expect(&db, stop::QUEUED, &["messages_waiting (account_id=?)"]).await?;
    expect(&db, stop::PLANNED_OR_HELD, &["messages_of_company (company_id=? AND state=? AND id>?)"]).await?;
    let key = "USING INTEGER PRIMARY KEY (rowid=?)";
    let waiting = "messages_of_company (company_id=? AND state=? AND id>?)";
    let recipient = "COVERING INDEX message_bodies_by_recipient (<expr>=? AND rowid>?)";
    expect(&db, stop::OF_RECIPIENT, &[recipient, key]).await?;
    expect(&db, stop::WITHOUT_ACCOUNT, &[waiting]).await?;
    expect(&db, read::AWAITED, &["messages_of_company (company_id=? AND state=? AND id<?)", key]).await?;
    expect(&db, read::EVENTS, &[key, "USING PRIMARY KEY (message_id=?)"]).await?;
    Ok(())
}

#[tokio::test]
async fn lists_find_their_rows_by_index() -> Result<(), StorageError> {
    let db = sqlite().await;
    let states = vec![State::Failed, State::OnWire];
    let of_state = "messages_of_company (company_id=? AND state=? AND id>? AND id<?)";
    let some = MessageFilter { states, ..MessageFilter::default() };
    expect(&db, &list::candidates_sql(&some, false), &[of_state, "messages_in_hand"]).await?;
    let campaign = MessageFilter { campaign: Some(CampaignId::from_i64(1)), ..MessageFilter::default() };
    let by_campaign = "messages_of_campaign (campaign_id=? AND id>? AND id<?)";
    expect(&db, &list::candidates_sql(&campaign, true), &[by_campaign]).await?;
    let newest = MessageFilter { newest_of_each: true, ..campaign };
    let repeats = "messages_resent (campaign_id=? AND resend_of=?)";
    expect(&db, &list::candidates_sql(&newest, false), &[by_campaign, repeats]).await?;
    let states = vec![State::Failed];
    let again = MessageFilter { states, open_to: Some(OpenTo::Resend), ..MessageFilter::default() };
    let repeated = "messages_repeated (resend_of=?)";
    expect(&db, &list::candidates_sql(&again, false), &[of_state, repeated]).await?;
    expect(&db, &list::count_sql(&again), &[of_state, repeated]).await?;
    expect(&db, counts::FAILURES, &["COVERING INDEX messages_failed (company_id=? AND id>?)"]).await?;
    let contact = MessageFilter { contact: Some(ContactId::from_i64(1)), ..MessageFilter::default() };
    let by_contact = "messages_of_contact (contact_id=? AND id>? AND id<?)";
    expect(&db, &list::candidates_sql(&contact, false), &[by_contact]).await?;
    let by_recipient = "COVERING INDEX message_bodies_by_recipient (<expr>>? AND <expr><?)";
    let key = "USING INTEGER PRIMARY KEY (rowid=?)";
    expect(&db, recipient::TO, &[by_recipient, key]).await?;
    Ok(())
}
