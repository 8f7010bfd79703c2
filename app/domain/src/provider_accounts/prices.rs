use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::message::{Channel, Class};
use crate::money::Money;
use crate::time::Date;

coded_enum! {
    /// What a provider charges for.
    PriceUnit {
        /// One part of an SMS.
        SmsPart = 1 "sms_part",
        /// One WhatsApp message by a template of Meta's category marketing.
        Marketing = 2 "marketing",
        /// One WhatsApp message by a template of Meta's category utility.
        Utility = 3 "utility",
        /// One e-mail.
        Email = 4 "email",
    }
}

impl PriceUnit {
    /// What a channel's accounts charge for.
    #[must_use]
    pub const fn of(channel: Channel) -> &'static [Self] {
        match channel {
            Channel::Sms => &[Self::SmsPart],
            Channel::Whatsapp => &[Self::Marketing, Self::Utility],
            Channel::Email => &[Self::Email],
        }
    }

    /// What a message is charged as; Meta's category decides the class of a template. A WhatsApp text that
    /// is no template answers somebody, and costs nothing.
    #[must_use]
    pub const fn of_message(channel: Channel, class: Class, is_template: bool) -> Option<Self> {
        match (channel, class) {
            (Channel::Sms, _) => Some(Self::SmsPart),
            (Channel::Email, _) => Some(Self::Email),
            (Channel::Whatsapp, _) if !is_template => None,
            (Channel::Whatsapp, Class::Commercial) => Some(Self::Marketing),
            (Channel::Whatsapp, Class::Informational) => Some(Self::Utility),
        }
    }

    /// Whether every provider charges for it, so that a missing price is one to be entered. Mail servers
    /// seldom do.
    #[must_use]
    pub const fn is_always_charged(self) -> bool {
        !matches!(self, Self::Email)
    }
}

/// What an account charges on some day, for each unit that has a price then.
pub type Prices = BTreeMap<PriceUnit, Money>;

/// What an account charges for a unit from a day on, in Türkiye, until the day before its next entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceEntry {
    pub unit: PriceUnit,
    pub from: Date,
    /// `None` where it has no price any more.
    pub price: Option<Money>,
}

/// Where an entry stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceStanding {
    /// Another one holds since; it does not change any more.
    Past,
    InForce,
    /// It begins later and can still be taken out.
    Coming,
}

/// An entry of a price list as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceRow {
    pub entry: PriceEntry,
    /// The last day it holds; `None` where no other follows.
    pub until: Option<Date>,
    pub standing: PriceStanding,
}

/// The prices of every unit on a day, out of all entries of an account.
#[must_use]
pub fn prices_on(day: Date, entries: &[PriceEntry]) -> Prices {
    let mut latest = BTreeMap::<PriceUnit, &PriceEntry>::new();
    for entry in entries.iter().filter(|entry| entry.from <= day) {
        let known = latest.entry(entry.unit).or_insert(entry);
        if known.from < entry.from {
            *known = entry;
        }
    }
    latest.into_iter().filter_map(|(unit, entry)| Some((unit, entry.price?))).collect()
}

/// All entries of an account with their ends, unit by unit, the oldest first.
#[must_use]
pub fn price_list(mut entries: Vec<PriceEntry>, today: Date) -> Vec<PriceRow> {
    entries.sort_by_key(|entry| (entry.unit, entry.from));
    let next = |at: usize, unit| entries.get(at + 1).filter(|next| next.unit == unit);
    let row = |(at, entry): (usize, &PriceEntry)| {
        let until = next(at, entry.unit).map(|next| next.from.plus_days(-1));
        let standing = match until {
            _ if entry.from > today => PriceStanding::Coming,
            Some(until) if until < today => PriceStanding::Past,
            _ => PriceStanding::InForce,
        };
        PriceRow { entry: *entry, until, standing }
    };
    entries.iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn day(day: u8) -> Date {
        Date::new(2026, 11, day).unwrap_or(Date::from_epoch_days(0))
    }

    fn entry(unit: PriceUnit, from: u8, price: Option<i64>) -> PriceEntry {
        PriceEntry { unit, from: day(from), price: price.map(|price| Money::new(price, Currency::Try)) }
    }

    fn entries() -> Vec<PriceEntry> {
        vec![
            entry(PriceUnit::Utility, 20, Some(53)),
            entry(PriceUnit::Marketing, 25, None),
            entry(PriceUnit::Marketing, 1, Some(300)),
            entry(PriceUnit::Marketing, 10, Some(400)),
        ]
    }

    #[test]
    fn a_price_holds_from_its_day_until_the_next_one() {
        let marketing = |at: u8| {
            let found = prices_on(day(at), &entries());
            found.get(&PriceUnit::Marketing).map(|price| price.ten_thousandths())
        };
        assert_eq!([1, 9, 10, 24, 25].map(marketing), [Some(300), Some(300), Some(400), Some(400), None]);
        assert_eq!(prices_on(day(19), &entries()).len(), 1, "the other unit has none yet");
        assert_eq!(prices_on(day(20), &entries()).len(), 2);
    }

    #[test]
    fn a_list_tells_where_each_entry_ends_and_stands() {
        use PriceStanding as S;
        let list = price_list(entries(), day(12));
        let told: Vec<_> =
            list.iter().map(|row| (row.entry.from.day(), row.until.map(Date::day), row.standing)).collect();
        assert_eq!(
            told,
            [(1, Some(9), S::Past), (10, Some(24), S::InForce), (25, None, S::Coming), (20, None, S::Coming)]
        );
    }

    #[test]
    fn only_a_template_of_whatsapp_costs_something() {
        let of = |is_template| PriceUnit::of_message(Channel::Whatsapp, Class::Commercial, is_template);
        assert_eq!((of(true), of(false)), (Some(PriceUnit::Marketing), None));
    }
}
