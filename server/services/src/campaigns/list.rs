use domain::campaigns::{CampaignRow, CampaignState, CampaignView, FooterView, Progress, ReasonCount};
use domain::id::{CampaignId, CompanyId};
use domain::message::{FailureReason, State};
use domain::rights::Right;
use std::collections::BTreeMap;
use storage::campaigns::{self, Campaign};
use storage::ledger::{Cursor, MessageFilter, Reason};
use storage::users;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Campaigns of one page.
const PAGE: u64 = 50;
/// Failed messages whose reasons a report counts.
const COUNTED: u32 = 1_000;

impl Services {
    /// The newest campaigns of the company, below `before`.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages, or storage.
    pub async fn list_campaigns(
        &self,
        actor: &Actor,
        before: Option<CampaignId>,
    ) -> Result<Vec<CampaignRow>, ServiceError> {
        self.campaign_rows(actor, before, PAGE).await
    }

    /// The newest so many.
    pub(crate) async fn campaign_rows(
        &self,
        actor: &Actor,
        before: Option<CampaignId>,
        limit: u64,
    ) -> Result<Vec<CampaignRow>, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let mut rows = Vec::new();
        for campaign in campaigns::list(self.db().read(), company, before, limit).await? {
            let progress = self.progress(company, campaign.id).await?;
            rows.push(CampaignRow {
                id: campaign.id,
                state: shown_state(campaign.state, progress),
                name: campaign.name,
                channel: campaign.channel,
                created: campaign.created_at,
                launched: campaign.launched_at,
                progress,
            });
        }
        Ok(rows)
    }

    /// One campaign in full.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; `NotFound`.
    pub async fn get_campaign(&self, actor: &Actor, id: CampaignId) -> Result<CampaignView, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let campaign = self.find_campaign(company, id).await?;
        let progress = self.progress(company, id).await?;
        let author = users::find(self.db().read(), campaign.created_by).await?;
        let people = self.people_named(&campaign).await?;
        let failures = if progress.failed > 0 { self.failures(&campaign).await? } else { Vec::new() };
        let footer = match campaign.state {
            CampaignState::Draft => self.footer_view(company, campaign.channel).await?,
            _ => FooterView::default(),
        };
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        Ok(CampaignView {
            id,
            name: campaign.name,
            state: shown_state(campaign.state, progress),
            channel: campaign.channel,
            audience: campaign.audience,
            people,
            content: campaign.content.filter(|_| sees_bodies),
            footer,
            created: campaign.created_at,
            created_by: author.map(|user| user.name).unwrap_or_default(),
            scheduled: campaign.scheduled_at,
            launched: campaign.launched_at,
            undo_until: campaign.release_at,
            progress,
            failures,
        })
    }

    async fn progress(&self, company: CompanyId, id: CampaignId) -> Result<Progress, ServiceError> {
        let counts = self.ledger().campaign_counts(company, id).await?;
        Ok(counts.into_iter().fold(Progress::default(), |progress, (state, count)| {
            add(progress, state, u32::try_from(count).unwrap_or_default())
        }))
    }

    async fn failures(&self, campaign: &Campaign) -> Result<Vec<ReasonCount>, ServiceError> {
        let states = vec![State::Failed, State::Expired];
        let filter = MessageFilter { states, campaign: Some(campaign.id), ..MessageFilter::default() };
        let page = self.ledger().list_messages(campaign.company, &filter, Cursor::Newest, COUNTED).await?;
        let mut counts: BTreeMap<FailureReason, u32> = BTreeMap::new();
        for row in page.rows {
            let reason = match row.reason {
                Some(Reason::Failure(reason)) => reason,
                _ => FailureReason::Unknown,
            };
            *counts.entry(reason).or_default() += 1;
        }
        let mut rows: Vec<_> =
            counts.into_iter().map(|(reason, count)| ReasonCount { reason, count }).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        Ok(rows)
    }
}

/// A running campaign of which nothing waits any more has finished.
const fn shown_state(state: CampaignState, progress: Progress) -> CampaignState {
    match state {
        CampaignState::Running if progress.waiting == 0 && progress.needs_person == 0 => {
            CampaignState::Finished
        }
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
