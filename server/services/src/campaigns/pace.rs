//! How fast campaigns leave: from how many had left whenever somebody looked.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::campaigns::{CampaignState, Progress, SendingPace};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::time::Timestamp;
use domain::topic::Topic;
use storage::companies;

use crate::error::ServiceError;
use crate::services::Services;

/// How far back a pace looks, and the shortest time that says something.
const WINDOW: Duration = Duration::from_secs(30);
const LEAST: Duration = Duration::from_secs(4);
/// Between two looks that are remembered.
const EVERY: Duration = Duration::from_secs(1);
/// What takes longer than this takes as long as comes in between.
const LONGEST: Duration = Duration::from_secs(86_400);

/// What was seen of campaigns lately, in this process.
#[derive(Debug, Default)]
pub(crate) struct Paces(Mutex<HashMap<CampaignId, Looks>>);

#[derive(Debug)]
struct Looks {
    company: CompanyId,
    /// When, and how many had left; at most a window's, oldest first.
    seen: VecDeque<(Timestamp, u32)>,
    /// Whether the last look told a pace.
    told: bool,
}

impl Paces {
    /// Notes how many have left by now; answers how many of them did since an earlier look, and in how
    /// long. `None` where nothing left, or it is too soon to say.
    fn look(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        left: u32,
        now: Timestamp,
    ) -> Option<(u32, Duration)> {
        let mut paces = self.fresh(now);
        let looks = paces.entry(campaign).or_insert(Looks { company, seen: VecDeque::new(), told: false });
        let pace = looks.pace(left, now);
        looks.note(left, now);
        looks.told = pace.is_some();
        pace
    }

    /// Campaigns whose pace is shown somewhere: it changes also when nothing happens.
    fn told(&self, now: Timestamp) -> Vec<(CompanyId, CampaignId)> {
        let paces = self.fresh(now);
        let told = paces.iter().filter(|(_, looks)| looks.told);
        told.map(|(campaign, looks)| (looks.company, *campaign)).collect()
    }

    /// Without those that nobody looks at any more.
    fn fresh(&self, now: Timestamp) -> MutexGuard<'_, HashMap<CampaignId, Looks>> {
        let mut paces = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paces.retain(|_, looks| looks.seen.back().is_some_and(|(at, _)| now.since(*at) <= WINDOW));
        paces
    }
}

impl Looks {
    fn pace(&mut self, left: u32, now: Timestamp) -> Option<(u32, Duration)> {
        // Fewer than before: some are sent once more.
        if self.seen.back().is_some_and(|(_, before)| *before > left) {
            self.seen.clear();
        }
        while self.seen.front().is_some_and(|(at, _)| now.since(*at) > WINDOW) {
            self.seen.pop_front();
        }
        let (at, before) = *self.seen.front()?;
        let (gone, span) = (left - before, now.since(at));
        (gone > 0 && span >= LEAST).then_some((gone, span))
    }

    fn note(&mut self, left: u32, now: Timestamp) {
        if self.seen.back().is_none_or(|(at, _)| now.since(*at) >= EVERY) {
            self.seen.push_back((now, left));
        }
    }
}

impl Services {
    /// How fast a campaign leaves now, and how long the rest of it takes, as far as that is known.
    pub(super) async fn pace(
        &self,
        company: CompanyId,
        campaign: CampaignId,
        state: CampaignState,
        progress: Progress,
    ) -> Result<Option<SendingPace>, ServiceError> {
        if !matches!(state, CampaignState::Planning | CampaignState::Running) || progress.waiting == 0 {
            return Ok(None);
        }
        let now = self.now();
        let seen = self.paces().look(company, campaign, progress.left(), now);
        let Some((gone, span)) = seen else { return Ok(None) };
        let rest = span.mul_f64(f64::from(progress.waiting) / f64::from(gone));
        let is_known = state == CampaignState::Running && self.may_leave_for(company, rest, now).await?;
        let minutes = span.as_secs_f64() / 60.0;
        Ok(Some(SendingPace {
            per_minute: (f64::from(gone) / minutes).round().max(1.0) as u32,
            remaining: is_known.then(|| u32::try_from(rest.as_secs()).unwrap_or(u32::MAX)),
        }))
    }

    /// Whether nothing that can be foreseen stops a company's campaigns for so long.
    async fn may_leave_for(
        &self,
        company: CompanyId,
        span: Duration,
        now: Timestamp,
    ) -> Result<bool, ServiceError> {
        if span > LONGEST {
            return Ok(false);
        }
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        Ok(found.mode == CompanyMode::Test || found.hours.stays_open(now, now + span))
    }

    /// Lets pages that show a pace ask for it again.
    pub(crate) fn refresh_paces(&self) {
        for (company, campaign) in self.paces().told(self.now()) {
            self.tell(company, Topic::Campaign(campaign));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMPANY: CompanyId = CompanyId::from_i64(1);
    const CAMPAIGN: CampaignId = CampaignId::from_i64(2);

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(1_795_000_000) + Duration::from_secs(seconds)
    }

    fn look(paces: &Paces, left: u32, seconds: u64) -> Option<(u32, u64)> {
        let pace = paces.look(COMPANY, CAMPAIGN, left, at(seconds));
        pace.map(|(gone, span)| (gone, span.as_secs()))
    }

    #[test]
    fn a_pace_is_told_when_it_is_known_and_no_longer_when_nothing_leaves() {
        let paces = Paces::default();
        assert_eq!(look(&paces, 10, 0), None);
        assert_eq!(look(&paces, 15, 1), None, "too soon");
        assert_eq!(look(&paces, 50, 10), Some((40, 10)));
        assert_eq!(paces.told(at(10)), [(COMPANY, CAMPAIGN)]);
        assert_eq!(look(&paces, 50, 31), Some((35, 30)), "the first look is out of sight");
        assert_eq!(look(&paces, 50, 41), None, "nothing left for half a minute");
        assert_eq!(paces.told(at(41)), []);
    }

    #[test]
    fn what_is_sent_once_more_begins_anew() {
        let paces = Paces::default();
        look(&paces, 10, 0);
        assert_eq!(look(&paces, 4, 10), None);
        assert_eq!(look(&paces, 6, 15), Some((2, 5)));
    }

    #[test]
    fn what_nobody_looks_at_is_forgotten() {
        let paces = Paces::default();
        look(&paces, 10, 0);
        look(&paces, 20, 10);
        assert_eq!((paces.told(at(40)).len(), paces.told(at(41)).len()), (1, 0));
        assert_eq!(look(&paces, 30, 100), None);
    }
}
