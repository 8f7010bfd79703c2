//! Messages nobody can vouch for: the provider is asked first, then the rule decides.

use std::collections::HashMap;
use std::time::Duration;

use domain::id::AttemptId;
use domain::message::{DoubtPolicy, FailureReason, State};
use domain::time::Timestamp;
use providers::provider::{DeliveryReport, ReportQuery};
use storage::ledger::{DoubtfulMessage, Resolution, ResolvedBy, Verdict};

use super::inner::Inner;
use super::lane::Lane;
use crate::error::ServiceError;

const PIECE: u32 = 500;
/// Pages of reports read for one question.
const MOST_PAGES: usize = 10;
/// How far before its departure a message is looked for: clocks differ.
const EARLIER: Duration = Duration::from_secs(120);

impl Inner {
    pub async fn resolve_doubts(&self) -> Result<(), ServiceError> {
        let mut after = None;
        loop {
            let doubtful = self.ledger().in_doubt(after, PIECE).await?;
            let Some(last) = doubtful.last() else { return Ok(()) };
            after = Some(last.message);
            let full = doubtful.len() >= PIECE as usize;
            self.resolve(doubtful).await?;
            if !full {
                return Ok(());
            }
        }
    }

    async fn resolve(&self, doubtful: Vec<DoubtfulMessage>) -> Result<(), ServiceError> {
        let known = self.ask(&doubtful).await;
        let now = self.now();
        let ends = doubtful.iter().filter_map(|one| match known.get(&one.attempt) {
            Some(report) => {
                verdict_of(report).map(|verdict| end(one, verdict, ResolvedBy::Provider, Some(report)))
            }
            None => self.by_rule(one, now).map(|verdict| end(one, verdict, ResolvedBy::Rule, None)),
        });
        let ends: Vec<_> = ends.collect();
        if !ends.is_empty() {
            self.ledger().resolve_doubt(ends).await?;
        }
        Ok(())
    }

    /// What the providers tell about these attempts now.
    async fn ask(&self, doubtful: &[DoubtfulMessage]) -> HashMap<AttemptId, DeliveryReport> {
        let mut known = HashMap::new();
        for lane in self.lanes() {
            let own: Vec<_> = doubtful.iter().filter(|one| one.account == lane.id).collect();
            let Some(first) = own.iter().map(|one| one.started_at).min() else { continue };
            if lane.able.pull.is_some() && lane.able.returns_reference && self.may_pull(&lane) {
                self.read_reports(&lane, first, &mut known).await;
            }
        }
        known
    }

    async fn read_reports(
        &self,
        lane: &Lane,
        first: Timestamp,
        known: &mut HashMap<AttemptId, DeliveryReport>,
    ) {
        let mut query =
            ReportQuery { refs: Vec::new(), since: first - EARLIER, until: self.now(), cursor: None };
        for _ in 0..MOST_PAGES {
            let page = match lane.provider.fetch_reports(&query).await {
                Ok(page) => page,
                Err(failure) => {
                    tracing::info!(account = %lane.id, %failure, "the provider tells nothing about doubts");
                    return;
                }
            };
            for report in page.reports {
                if let Some(attempt) = report.own_ref.as_deref().and_then(|own| own.parse().ok()) {
                    known.insert(attempt, report);
                }
            }
            let Some(next) = page.next else { return };
            query.cursor = Some(next);
            if !self.may_pull(lane) {
                return;
            }
        }
    }

    /// The rule's word: `None` leaves the message to a person, or to a report that may still come.
    fn by_rule(&self, one: &DoubtfulMessage, now: Timestamp) -> Option<Verdict> {
        let may_hear = self.lane(one.account).is_some_and(|lane| lane.able.returns_reference);
        let heard_enough = !may_hear || now.since(one.since) >= self.config.doubt;
        let over = one.expires_at.is_some_and(|end| end <= now);
        let policy = DoubtPolicy::of(one.purpose, one.class, false);
        let repeat = policy == DoubtPolicy::RepeatOnce && !one.repeated && heard_enough && !over;
        repeat.then_some(Verdict::Repeat { due_at: now })
    }
}

fn verdict_of(report: &DeliveryReport) -> Option<Verdict> {
    match report.state {
        State::Accepted => Some(Verdict::Accepted),
        State::Sent => Some(Verdict::Sent),
        State::Delivered => Some(Verdict::Delivered),
        State::Read => Some(Verdict::Read),
        State::Failed => Some(Verdict::Failed(report.reason.unwrap_or(FailureReason::Unknown))),
        State::Expired => Some(Verdict::Failed(FailureReason::Expired)),
        _ => None,
    }
}

fn end(
    one: &DoubtfulMessage,
    verdict: Verdict,
    by: ResolvedBy,
    report: Option<&DeliveryReport>,
) -> Resolution {
    Resolution {
        company: one.company,
        message: one.message,
        attempt: one.attempt,
        verdict,
        by,
        code: report.map(|report| report.code.clone()).filter(|code| !code.is_empty()),
        text: report.map(|report| report.text.clone()).filter(|text| !text.is_empty()),
    }
}
