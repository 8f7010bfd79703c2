use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use providers::provider::ReportQuery;
use storage::ledger::AwaitedReport;

use super::convert::report;
use super::schedule::Round;
use crate::engine::inner::Inner;
use crate::engine::lane::Lane;
use crate::error::ServiceError;

/// Awaited messages looked at in one round, newest first.
const LOOKED_AT: u32 = 5_000;
/// Clocks of providers differ.
const EARLIER: Duration = Duration::from_secs(120);

impl Inner {
    /// Asks every provider whose time has come.
    pub async fn pull_reports(&self) -> Result<(), ServiceError> {
        for lane in self.lanes() {
            let Some(round) = lane.pulls(|pulls| pulls.round(self.now())) else { continue };
            let awaited = self.ledger().awaited_reports(lane.company, lane.id, None, LOOKED_AT).await?;
            let jobs = jobs(&awaited, round);
            if !jobs.is_empty() && !self.pull(&lane, jobs).await? {
                lane.pulls(|pulls| pulls.resume(self.now()));
            }
        }
        Ok(())
    }

    /// Whether one more call for reports is allowed now.
    pub fn may_pull(&self, lane: &Lane) -> bool {
        lane.pulls(|pulls| pulls.take_call(self.now())).unwrap_or(false)
    }

    /// Asks for jobs, newest first; false when not all could be asked for.
    async fn pull(&self, lane: &Lane, jobs: Vec<(Arc<str>, Timestamp)>) -> Result<bool, ServiceError> {
        let most = lane.able.pull.map_or(1, |schedule| schedule.refs.max(1)) as usize;
        for chunk in jobs.chunks(most) {
            let since = chunk.iter().map(|(_, at)| *at).min().unwrap_or(self.now());
            let refs = chunk.iter().map(|(job, _)| Arc::clone(job)).collect();
            let query = ReportQuery { refs, since: since - EARLIER, until: self.now(), cursor: None };
            if !self.pull_pages(lane, query).await? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn pull_pages(&self, lane: &Lane, mut query: ReportQuery) -> Result<bool, ServiceError> {
        loop {
            if !self.may_pull(lane) {
                return Ok(false);
            }
            let page = match lane.provider.fetch_reports(&query).await {
                Ok(page) => page,
                Err(failure) => {
                    tracing::info!(account = %lane.id, %failure, "the provider gave no reports");
                    return Ok(true);
                }
            };
            let now = self.now();
            let reports: Vec<_> = page.reports.into_iter().map(|one| report(lane, one, now)).collect();
            if !reports.is_empty() {
                self.ledger().apply_reports(reports).await?;
            }
            match page.next {
                Some(next) => query.cursor = Some(next),
                None => return Ok(true),
            }
        }
    }
}

/// The provider's names to ask for, each once with the time it left, newest first.
fn jobs(awaited: &[AwaitedReport], round: Round) -> Vec<(Arc<str>, Timestamp)> {
    let mut seen = BTreeSet::new();
    let due = awaited.iter().filter(|one| one.started_at > round.after && one.started_at <= round.until);
    let named = due.filter_map(|one| Some((job_of(one.provider_ref.as_deref()?), one.started_at)));
    named.filter(|(job, _)| seen.insert(*job)).map(|(job, at)| (Arc::from(job), at)).collect()
}

/// The job inside a name made of job and number.
fn job_of(provider_ref: &str) -> &str {
    provider_ref.rsplit_once('/').map_or(provider_ref, |(job, _)| job)
}
