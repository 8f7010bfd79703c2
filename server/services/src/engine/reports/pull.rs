use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::id::MessageId;
use domain::time::Timestamp;
use providers::provider::{FailureKind, ProviderFailure, ReportQuery};
use storage::ledger::AwaitedReport;

use super::convert::report;
use super::schedule::Walk;
use super::speaker::Speaker;
use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

/// Clocks of providers differ.
const EARLIER: Duration = Duration::from_secs(120);

/// A name to ask for.
struct Job {
    name: Arc<str>,
    left_at: Timestamp,
    /// The newest message under it.
    message: MessageId,
}

/// Whether the walk goes on, or waits until calls are allowed again.
#[derive(PartialEq, Eq)]
enum Pulled {
    All,
    CutShort,
}

impl Inner {
    /// Asks an account's provider for the reports whose time has come, from where the last look stopped.
    pub async fn pull_reports(&self, lane: &Lane) -> Result<(), ServiceError> {
        let Some(mut walk) = lane.pulls(|pulls| pulls.walk(self.now())).flatten() else { return Ok(()) };
        let (limit, mut seen) = (self.config.awaited, BTreeSet::new());
        loop {
            let page = self.ledger().awaited_reports(lane.company, lane.id, walk.before, limit).await?;
            let jobs = jobs(&page, walk, &mut seen);
            let barren = jobs.is_empty() && !walk.is_whole();
            if let Some(rest) = self.pull(lane, jobs).await? {
                walk.before = Some(rest);
                lane.pulls(|pulls| pulls.put_down(walk));
                return Ok(());
            }
            match page.last() {
                Some(last) if page.len() >= limit as usize && !barren => walk.before = Some(last.message),
                _ => return Ok(()),
            }
        }
    }

    /// Whether one more call for reports is allowed now.
    pub fn may_pull(&self, lane: &Lane) -> bool {
        lane.pulls(|pulls| pulls.take_call(self.now())).unwrap_or(false)
    }

    /// Asks for jobs, newest first; answers before which message to go on when not all could be asked for.
    async fn pull(&self, lane: &Lane, jobs: Vec<Job>) -> Result<Option<MessageId>, ServiceError> {
        let most = lane.able.pull.map_or(1, |schedule| schedule.refs.max(1)) as usize;
        for chunk in jobs.chunks(most) {
            let since = chunk.iter().map(|job| job.left_at).min().unwrap_or(self.now());
            let refs = chunk.iter().map(|job| Arc::clone(&job.name)).collect();
            let query = ReportQuery { refs, since: since - EARLIER, until: self.now(), cursor: None };
            if self.pull_pages(lane, query).await? == Pulled::CutShort {
                return Ok(chunk.first().map(|job| MessageId::from_i64(job.message.as_i64() + 1)));
            }
        }
        Ok(None)
    }

    async fn pull_pages(&self, lane: &Lane, mut query: ReportQuery) -> Result<Pulled, ServiceError> {
        loop {
            if !self.may_pull(lane) {
                return Ok(Pulled::CutShort);
            }
            let page = match lane.provider.fetch_reports(&query).await {
                Ok(page) => page,
                Err(failure) => {
                    self.heed(lane, &failure, "the provider gave no reports").await;
                    return Ok(after(&failure));
                }
            };
            let (speaker, now) = (Speaker::of(lane), self.now());
            let reports: Vec<_> = page.reports.into_iter().map(|one| report(&speaker, one, now)).collect();
            self.services.take_reports(&speaker, reports).await?;
            match page.next {
                Some(next) => query.cursor = Some(next),
                None => return Ok(Pulled::All),
            }
        }
    }
}

/// A refusal is about what was asked for; anything else about the account, and asking on helps nobody.
const fn after(failure: &ProviderFailure) -> Pulled {
    match failure.kind {
        FailureKind::Rejected { .. } | FailureKind::OptedOut | FailureKind::Config | FailureKind::Sender => {
            Pulled::All
        }
        _ => Pulled::CutShort,
    }
}

/// The provider's names to ask for, each once, newest first.
fn jobs(awaited: &[AwaitedReport], walk: Walk, seen: &mut BTreeSet<Arc<str>>) -> Vec<Job> {
    let due = awaited.iter().filter(|one| one.started_at > walk.after && one.started_at <= walk.until);
    let named = due.filter_map(|one| {
        let name = Arc::from(job_of(one.provider_ref.as_deref()?));
        Some(Job { name, left_at: one.started_at, message: one.message })
    });
    named.filter(|job| seen.insert(Arc::clone(&job.name))).collect()
}

/// The job inside a name made of job and number.
fn job_of(provider_ref: &str) -> &str {
    provider_ref.rsplit_once('/').map_or(provider_ref, |(job, _)| job)
}
