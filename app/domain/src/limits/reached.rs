use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use crate::coded::coded_enum;
use crate::failure::{Failure, Problem};
use crate::message::Channel;
use crate::money::{Currency, Money};
use crate::time::Timestamp;

coded_enum! {
    /// Which limit of a company.
    CompanyLimit {
        MessagesDay = 1 "messages_day",
        MessagesMonth = 2 "messages_month",
        /// People of one campaign.
        Recipients = 3 "recipients",
        MoneyDay = 4 "money_day",
    }
}

/// The limit that a send would pass; nothing of it was planned.
///
/// In the detail of a [`Failure`] it is its parts in a row, `messages_day/sms/40/2026-11-30T21:00:00Z`,
/// which costs pages less than a type of its own; the problem details of the API carry it as an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LimitReached {
    pub limit: CompanyLimit,
    pub channel: Channel,
    pub left: Left,
    /// When counting begins anew; `None` for a limit that no waiting lifts.
    pub resets_at: Option<Timestamp>,
}

/// What a limit still leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    Messages(u32),
    Money(Money),
}

impl LimitReached {
    /// What it is called on the wire.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        match self.limit {
            CompanyLimit::Recipients => Problem::CampaignTooLarge,
            _ => Problem::LimitReached,
        }
    }

    /// The limit that a failure tells of, if it is one about limits.
    #[must_use]
    pub fn of(failure: &Failure) -> Option<Self> {
        failure.problem.is_about_limits().then(|| failure.detail.as_deref()?.parse().ok()).flatten()
    }
}

impl From<LimitReached> for Failure {
    fn from(reached: LimitReached) -> Self {
        Self::new(reached.problem()).with_detail(reached.to_string())
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/", self.limit, self.channel)?;
        match self.left {
            Left::Messages(messages) => write!(f, "{messages}/")?,
            Left::Money(money) => write!(f, "{money}/")?,
        }
        self.resets_at.map_or(Ok(()), |at| write!(f, "{at}"))
    }
}

impl FromStr for LimitReached {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let mut parts = text.split('/');
        let mut part = || parts.next().ok_or(Problem::Malformed);
        let limit = CompanyLimit::from_word(part()?).ok_or(Problem::Malformed)?;
        let channel = Channel::from_word(part()?).ok_or(Problem::Malformed)?;
        let (left, resets_at) = (left(part()?)?, part()?);
        Ok(Self { limit, channel, left, resets_at: resets_at.parse().ok() })
    }
}

fn left(text: &str) -> Result<Left, Problem> {
    let Some((amount, currency)) = text.split_once(' ') else {
        return text.parse().map(Left::Messages).map_err(|_| Problem::Malformed);
    };
    let currency = Currency::parse(currency).ok_or(Problem::Malformed)?;
    Money::parse(amount, currency).map(Left::Money).map_err(|_| Problem::Malformed)
}
