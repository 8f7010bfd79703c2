use serde::{Deserialize, Serialize};

use super::reached::{CompanyLimit, Left, LimitReached};
use crate::message::Channel;
use crate::money::Money;
use crate::time::{CivilTime, Date, Timestamp};

/// What a company may send and spend; `None` sets no limit. A message counts on the day it is planned, in
/// Türkiye, whenever it leaves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyLimits {
    pub sms: ChannelLimits,
    pub whatsapp: ChannelLimits,
    pub email: ChannelLimits,
    /// People of one campaign.
    pub recipients: Option<u32>,
    /// Estimated cost of a day; counts what has a price in this currency.
    pub money_day: Option<Money>,
    /// The most of what one look at the queue takes that may be this company's, in percent.
    pub share: Option<u8>,
}

/// Messages of one channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelLimits {
    pub day: Option<u32>,
    pub month: Option<u32>,
}

/// A company's limits with what it has planned so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyLimitsView {
    pub limits: CompanyLimits,
    pub sms: Used,
    pub whatsapp: Used,
    pub email: Used,
}

/// What a company has planned so far on a channel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Used {
    pub messages_day: i64,
    pub messages_month: i64,
    /// Ten-thousandths of the currency of [`CompanyLimits::money_day`].
    pub money_day: i64,
}

/// What is about to be planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub channel: Channel,
    pub messages: u32,
    /// The estimate for all of them; `None` without a price.
    pub cost: Option<Money>,
    /// Whether it is a send to many.
    pub is_campaign: bool,
}

impl CompanyLimits {
    #[must_use]
    pub const fn of(&self, channel: Channel) -> ChannelLimits {
        match channel {
            Channel::Sms => self.sms,
            Channel::Whatsapp => self.whatsapp,
            Channel::Email => self.email,
        }
    }

    /// Whether all of it fits beside what is used.
    ///
    /// # Errors
    /// The first limit it would pass: campaign, day, month, money.
    pub fn check(&self, asked: &Asked, used: &Used, today: Date) -> Result<(), LimitReached> {
        let of_channel = self.of(asked.channel);
        let recipients = self.recipients.filter(|_| asked.is_campaign);
        let messages = [
            (CompanyLimit::Recipients, recipients, 0, None),
            (CompanyLimit::MessagesDay, of_channel.day, used.messages_day, Some(midnight_after(today))),
            (CompanyLimit::MessagesMonth, of_channel.month, used.messages_month, Some(month_after(today))),
        ];
        for (limit, most, used, resets_at) in messages {
            let Some(left) = most.map(|most| i64::from(most).saturating_sub(used)) else { continue };
            if i64::from(asked.messages) > left {
                let left = Left::Messages(u32::try_from(left).unwrap_or_default());
                return Err(LimitReached { limit, channel: asked.channel, left, resets_at });
            }
        }
        self.check_money(asked, used.money_day, today)
    }

    fn check_money(&self, asked: &Asked, used: i64, today: Date) -> Result<(), LimitReached> {
        let (Some(most), Some(cost)) = (self.money_day, asked.cost) else { return Ok(()) };
        let left = most.ten_thousandths().saturating_sub(used);
        if cost.currency() != most.currency() || cost.ten_thousandths() <= left {
            return Ok(());
        }
        Err(LimitReached {
            limit: CompanyLimit::MoneyDay,
            channel: asked.channel,
            left: Left::Money(Money::new(left.max(0), most.currency())),
            resets_at: Some(midnight_after(today)),
        })
    }
}

fn midnight_after(today: Date) -> Timestamp {
    Timestamp::from_istanbul(CivilTime::midnight(today.plus_days(1)))
}

fn month_after(today: Date) -> Timestamp {
    let (year, month) =
        if today.month() == 12 { (today.year() + 1, 1) } else { (today.year(), today.month() + 1) };
    let first = Date::new(year, month, 1).unwrap_or(today.plus_days(31));
    Timestamp::from_istanbul(CivilTime::midnight(first))
}
