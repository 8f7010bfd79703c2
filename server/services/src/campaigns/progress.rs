//! How far a campaign has come, person by person.

use domain::campaigns::{CampaignState, Progress, ReasonCount};
use domain::id::{CampaignId, CompanyId};
use domain::message::{FailureReason, State};
use domain::time::Timestamp;
use std::collections::{BTreeMap, HashMap};

use super::resend::failure_of;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Where the people of a campaign stand, each by the newest message.
    pub(super) async fn progress(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> Result<Progress, ServiceError> {
        Ok(self.progress_of(company, &[id]).await?.remove(&id).unwrap_or_default())
    }

    /// The same of several campaigns; those without messages are not among them.
    pub(super) async fn progress_of(
        &self,
        company: CompanyId,
        ids: &[CampaignId],
    ) -> Result<HashMap<CampaignId, Progress>, ServiceError> {
        let mut counts: BTreeMap<(CampaignId, State), i64> = BTreeMap::new();
        for (id, state, count) in self.ledger().campaign_counts(company, ids).await? {
            *counts.entry((id, state)).or_default() += count;
        }
        for (id, state, count) in self.ledger().campaign_replaced(company, ids).await? {
            *counts.entry((id, state)).or_default() -= count;
        }
        let mut found: HashMap<CampaignId, Progress> = HashMap::new();
        for ((id, state), count) in counts {
            let progress = found.entry(id).or_default();
            *progress = add(*progress, state, u32::try_from(count).unwrap_or_default());
        }
        Ok(found)
    }

    /// Why it did not reach people, the commonest reason first.
    pub(super) async fn failures(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> Result<Vec<ReasonCount>, ServiceError> {
        let mut counts: BTreeMap<FailureReason, u32> = BTreeMap::new();
        for (reason, count) in self.ledger().campaign_failures(company, id).await? {
            *counts.entry(failure_of(reason)).or_default() += u32::try_from(count).unwrap_or(u32::MAX);
        }
        let mut rows: Vec<_> =
            counts.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        Ok(rows)
    }
}

/// A running campaign of which nothing waits any more has finished; one launched for later is scheduled
/// until then.
pub(super) fn shown_state(
    state: CampaignState,
    scheduled_at: Option<Timestamp>,
    progress: Progress,
    now: Timestamp,
) -> CampaignState {
    let is_ahead = scheduled_at.is_some_and(|at| at > now);
    match state {
        CampaignState::Planning | CampaignState::Running if is_ahead => CampaignState::Scheduled,
        CampaignState::Running if !progress.is_open() => CampaignState::Finished,
        other => other,
    }
}

fn add(progress: Progress, state: State, count: u32) -> Progress {
    let mut sum = progress;
    let counted = !matches!(state, State::Skipped);
    sum.total += if counted { count } else { 0 };
    let place = match state {
        State::Planned | State::Queued | State::Leased | State::OnWire => &mut sum.waiting,
        State::Accepted | State::Sent => &mut sum.on_its_way,
        State::Delivered => &mut sum.delivered,
        State::Read => &mut sum.read,
        State::Failed | State::Expired => &mut sum.failed,
        State::Skipped => &mut sum.skipped,
        State::Cancelled => &mut sum.cancelled,
        State::Held | State::InDoubt => &mut sum.needs_person,
    };
    *place += count;
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_of_a_campaign_is_counted_once() {
        let all = State::ALL.iter().fold(Progress::default(), |sum, state| add(sum, *state, 1));
        let Progress {
            total,
            waiting,
            on_its_way,
            delivered,
            read,
            failed,
            skipped,
            cancelled,
            needs_person,
        } = all;
        assert_eq!(total + skipped, u32::try_from(State::ALL.len()).unwrap_or_default());
        assert_eq!(total, waiting + on_its_way + delivered + read + failed + cancelled + needs_person);
    }
}
