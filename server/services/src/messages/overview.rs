use domain::campaigns::{CampaignRow, ReasonCount};
use domain::id::CompanyId;
use domain::message::{Channel, Stage};
use domain::messages::{DayVolume, Overview, Period, Reach};
use domain::provider_accounts::AccountState;
use domain::rights::Right;
use domain::time::{CivilTime, Date, Timestamp};
use storage::contacts;
use storage::ledger::DayCount;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Campaigns it shows.
const CAMPAIGNS: u64 = 4;

impl Services {
    /// The company today and in a period up to today, and what waits for somebody.
    ///
    /// # Errors
    /// `Forbidden` without the right to see reports, or storage.
    pub async fn overview(&self, actor: &Actor, period: Period) -> Result<Overview, ServiceError> {
        let company = actor.require(Right::SeeReports)?;
        let now = self.now();
        let today = now.to_istanbul().date();
        let length = i32::from(period.days());
        let first = today.plus_days(1 - length);
        let before = self.ledger().day_counts(company, first.plus_days(-length), first.plus_days(-1)).await?;
        let days = self.ledger().day_counts(company, first, today).await?;
        let totals = self.ledger().state_totals(company).await?;
        let waits = totals.iter().filter(|(state, _)| state.stage() == Stage::NeedsYou);
        let accounts = self.list_accounts(actor).await?;
        let paused = accounts.iter().filter(|account| account.state == AccountState::Paused).count();
        let low = accounts.iter().filter(|account| account.credit_low);
        Ok(Overview {
            now,
            today: reach(days.iter().filter(|count| count.day == today).collect::<Vec<_>>()),
            recent: reach(&days),
            sent_before: reach(&before).sent,
            days: (0..length).map(|past| volume(first.plus_days(past), &days)).collect(),
            failures: self.failure_reasons(company, start_of(first)).await?,
            campaigns: self.latest_campaigns(actor).await?,
            needs_person: waits.map(|(_, count)| small(*count)).sum(),
            paused_accounts: u32::try_from(paused).unwrap_or(u32::MAX),
            low_credit: low.map(|account| account.name.clone()).collect(),
            has_reported: self.has_reported(actor, company).await?,
            knows_company: self.profile_gaps(company).await?.is_empty(),
            has_account: !accounts.is_empty(),
            has_people: contacts::total(self.db().read(), company).await? > 0,
            has_sent: !totals.is_empty(),
        })
    }

    async fn has_reported(&self, actor: &Actor, company: CompanyId) -> Result<bool, ServiceError> {
        let sees = actor.rights().has(Right::SeeContacts);
        Ok(sees && contacts::has_any_reported(self.db().read(), company).await?)
    }

    /// Why messages made since then did not arrive, the most frequent reason first.
    async fn failure_reasons(
        &self,
        company: CompanyId,
        since: Timestamp,
    ) -> Result<Vec<ReasonCount>, ServiceError> {
        let counts = self.ledger().failure_counts(company, since).await?;
        Ok(counts.into_iter().map(|(reason, count)| ReasonCount { reason, count: small(count) }).collect())
    }

    async fn latest_campaigns(&self, actor: &Actor) -> Result<Vec<CampaignRow>, ServiceError> {
        if actor.rights().has(Right::SeeMessages) {
            self.campaign_rows(actor, None, CAMPAIGNS).await
        } else {
            Ok(Vec::new())
        }
    }
}

/// Midnight on Turkish clocks.
pub(super) fn start_of(day: Date) -> Timestamp {
    CivilTime::new(day, 0, 0).map_or(Timestamp::from_seconds(0), Timestamp::from_istanbul)
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or_default()
}

fn reach<'c>(counts: impl IntoIterator<Item = &'c DayCount> + Clone) -> Reach {
    let of = |channel: Channel| {
        let own = counts.clone().into_iter().filter(move |count| count.channel == channel);
        Reach::of(channel, &own.map(|count| (count.state, small(count.total))).collect::<Vec<_>>())
    };
    of(Channel::Whatsapp) + of(Channel::Sms) + of(Channel::Email)
}

fn volume(day: Date, counts: &[DayCount]) -> DayVolume {
    let sent = |channel: Channel| {
        let own = counts.iter().filter(|count| count.day == day && count.channel == channel);
        own.filter(|count| count.state.is_sent()).map(|count| small(count.total)).sum()
    };
    DayVolume { day, whatsapp: sent(Channel::Whatsapp), sms: sent(Channel::Sms), email: sent(Channel::Email) }
}
