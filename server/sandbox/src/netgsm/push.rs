//! Report rows and inbound messages on their way to the registered addresses.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;

use serde::Serialize;
use serde_json::json;

use super::config::PushShape;
use super::inbox::InboxRow;
use super::report::ReportRow;
use super::state::State;
use super::store::Job;
use crate::stop::Stop;

const BATCH: usize = 100;

/// Pushes report rows as they become final, until stopped. A push that fails is not repeated: nothing says it is.
pub(super) async fn push_reports(state: Arc<State>, mut stop: Stop) {
    loop {
        tokio::select! {
            due = state.pushes.next_due(BATCH) => push(&state, &due).await,
            () = stop.wait() => return,
        }
    }
}

async fn push(state: &State, due: &[(Arc<Job>, usize)]) {
    let mut by_owner: BTreeMap<&str, Vec<&(Arc<Job>, usize)>> = BTreeMap::new();
    for row in due {
        by_owner.entry(&row.0.owner).or_default().push(row);
    }
    for (owner, due) in by_owner {
        if let Some(url) = state.report_webhooks.of(owner) {
            push_rows(state, &url, &due).await;
        }
    }
}

async fn push_rows(state: &State, url: &str, due: &[&(Arc<Job>, usize)]) {
    let now = state.clock.unix_micros();
    let rows: Vec<_> = due
        .iter()
        .filter(|(job, _)| !job.is_cancelled())
        .filter_map(|(job, index)| Some(ReportRow::of(job, job.recipients.get(*index)?, now)))
        .collect();
    let count = rows.len() as u64;
    let taken = match state.config.push_shape {
        PushShape::Rows => u64::from(post(state, url, &rows).await) * count,
        PushShape::Jobs => u64::from(post(state, url, &json!({ "jobs": rows })).await) * count,
        PushShape::Row => push_one_by_one(state, url, &rows).await,
    };
    state.counters.pushed.fetch_add(taken, Relaxed);
    state.counters.push_failures.fetch_add(count - taken, Relaxed);
}

async fn push_one_by_one(state: &State, url: &str, rows: &[ReportRow]) -> u64 {
    let mut taken = 0;
    for row in rows {
        taken += u64::from(post(state, url, row).await);
    }
    taken
}

/// Pushes a message from a person to whoever wants them: all user codes share the number.
pub(super) async fn push_inbound(state: &State, row: &InboxRow) {
    for url in state.inbox_webhooks.all() {
        post(state, &url, row).await;
    }
}

async fn post(state: &State, url: &str, body: &impl Serialize) -> bool {
    match state.client.post(url).json(body).send().await {
        Ok(response) => response.status().is_success(),
        Err(error) => {
            tracing::debug!(%error, "a pushed report was not taken");
            false
        }
    }
}
