use domain::id::CompanyId;
use domain::message::State;
use domain::messages::{DayCount, Overview};
use domain::provider_accounts::AccountState;
use domain::rights::Right;
use storage::ledger::{Cursor, MessageFilter};
use storage::{companies, contacts};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

/// Days the overview looks back, today among them.
const DAYS: i32 = 7;

impl Services {
    /// The company's last seven days at a glance.
    ///
    /// # Errors
    /// `Forbidden` without the right to see reports, or storage.
    pub async fn overview(&self, actor: &Actor) -> Result<Overview, ServiceError> {
        let company = actor.require(Right::SeeReports)?;
        let today = self.now().to_istanbul().date();
        let counts = self.ledger().day_counts(company, today.plus_days(1 - DAYS), today).await?;
        let accounts = self.list_accounts(actor).await?;
        let days: Vec<_> = counts
            .into_iter()
            .map(|count| DayCount {
                day: count.day,
                channel: count.channel,
                state: count.state,
                count: u32::try_from(count.total).unwrap_or_default(),
            })
            .collect();
        let waiting = |day: &&DayCount| matches!(day.state, State::Held | State::InDoubt);
        let paused = accounts.iter().filter(|account| account.state == AccountState::Paused).count();
        Ok(Overview {
            today: Some(today),
            needs_person: days.iter().filter(waiting).map(|day| day.count).sum(),
            paused_accounts: u32::try_from(paused).unwrap_or(u32::MAX),
            knows_company: self.knows_company(company).await?,
            has_account: !accounts.is_empty(),
            has_people: contacts::total(self.db().read(), company).await? > 0,
            has_sent: !days.is_empty() || self.has_ever_sent(company).await?,
            days,
        })
    }

    /// Whether the particulars that stand below commercial messages are there.
    async fn knows_company(&self, company: CompanyId) -> Result<bool, ServiceError> {
        let found = companies::find(self.db().read(), company).await?;
        Ok(found.is_some_and(|found| found.trade_name.is_some() && found.address.is_some()))
    }

    async fn has_ever_sent(&self, company: CompanyId) -> Result<bool, ServiceError> {
        let newest =
            self.ledger().list_messages(company, &MessageFilter::default(), Cursor::Newest, 1).await?;
        Ok(!newest.rows.is_empty())
    }
}
