use serde::{Deserialize, Serialize};

use super::reach::Reach;
use crate::campaigns::{CampaignRow, ReasonCount};
use crate::time::{Date, Timestamp};

/// How far the dashboard looks back, today among the days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    #[default]
    Week,
    Fortnight,
    Month,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Week, Self::Fortnight, Self::Month];

    pub const fn days(self) -> u8 {
        match self {
            Self::Week => 7,
            Self::Fortnight => 14,
            Self::Month => 30,
        }
    }

    /// The period of so many days; a week for what is none.
    pub fn of_days(days: u8) -> Self {
        Self::ALL.into_iter().find(|period| period.days() == days).unwrap_or_default()
    }
}

/// What was sent on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayVolume {
    pub day: Date,
    pub whatsapp: u32,
    pub sms: u32,
    pub email: u32,
}

impl DayVolume {
    pub const fn total(self) -> u32 {
        self.whatsapp + self.sms + self.email
    }
}

/// What the dashboard is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    pub now: Timestamp,
    /// Messages made today.
    pub today: Reach,
    /// Messages made in the period.
    pub recent: Reach,
    /// Sent in the period before this one.
    pub sent_before: u32,
    /// Each day of the period, oldest first.
    pub days: Vec<DayVolume>,
    /// Why messages of the period did not arrive, the most frequent reason first.
    pub failures: Vec<ReasonCount>,
    /// The newest ones; empty for somebody who may not see messages.
    pub campaigns: Vec<CampaignRow>,
    /// Messages that wait for a person, however old.
    pub needs_person: u32,
    /// Accounts that are paused.
    pub paused_accounts: u32,
    /// Names of the accounts whose credit is low; none for who sees no money.
    pub low_credit: Vec<String>,
    /// Whether somebody has an address that its reader said is not theirs; never for who sees no people.
    pub has_reported: bool,
    /// What a newcomer does first, and whether it is done: the company's particulars, a connected
    /// account, people to write to, a message.
    pub knows_company: bool,
    pub has_account: bool,
    pub has_people: bool,
    pub has_sent: bool,
}

impl Overview {
    /// Whether all first steps are done.
    pub const fn is_set_up(&self) -> bool {
        self.knows_company && self.has_account && self.has_people && self.has_sent
    }

    /// Whether numbers of today are still changing by themselves.
    pub const fn is_moving(&self) -> bool {
        self.today.waiting + self.today.unreported > 0
    }

    /// The first day of the period.
    pub fn since(&self) -> Option<Date> {
        self.days.first().map(|day| day.day)
    }
}
