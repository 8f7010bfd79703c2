use proptest::prelude::*;

use super::*;
use crate::failure::{Failure, Problem};
use crate::message::Channel;
use crate::money::{Currency, Money};
use crate::time::{CivilTime, Date, Timestamp};

fn asked(messages: u32) -> Asked {
    Asked { channel: Channel::Sms, messages, cost: None, is_campaign: true }
}

/// `None` refuses nothing.
fn refused(asked: &Asked, used: &Used, today: Date) -> Option<LimitReached> {
    limits().check(asked, used, today).err()
}

fn day(year: i32, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap_or_else(|| Date::from_epoch_days(0))
}

fn midnight(date: Date) -> Timestamp {
    Timestamp::from_istanbul(CivilTime::midnight(date))
}

fn limits() -> CompanyLimits {
    CompanyLimits {
        sms: ChannelLimits { day: Some(100), month: Some(150) },
        recipients: Some(80),
        money_day: Some(Money::new(50_000, Currency::Try)),
        ..CompanyLimits::default()
    }
}

#[test]
fn says_which_limit_how_much_is_left_and_when_it_resets() {
    let used = Used { messages_day: 60, messages_month: 120, money_day: 20_000 };
    let today = day(2026, 12, 31);
    let reached = |limit, left, resets_at: Date| {
        Some(LimitReached { limit, channel: Channel::Sms, left, resets_at: Some(midnight(resets_at)) })
    };
    let of_day = reached(CompanyLimit::MessagesDay, Left::Messages(40), day(2027, 1, 1));
    assert_eq!(refused(&asked(41), &used, today), of_day);
    let of_month = reached(CompanyLimit::MessagesMonth, Left::Messages(30), day(2026, 12, 1));
    assert_eq!(refused(&asked(31), &used, day(2026, 11, 30)), of_month);
    let dear = Asked { cost: Some(Money::new(30_001, Currency::Try)), ..asked(1) };
    let money = Left::Money(Money::new(30_000, Currency::Try));
    let of_money = reached(CompanyLimit::MoneyDay, money, day(2027, 1, 1));
    assert_eq!(refused(&dear, &used, today), of_money);
    let failure = of_money.map(Failure::from).unwrap_or(Failure::new(Problem::Internal));
    assert_eq!((failure.problem, failure.problem.status()), (Problem::LimitReached, 429));
    assert_eq!(failure.detail.as_deref(), Some("money_day/sms/3.00 TRY/2026-12-31T21:00:00Z"));
    assert_eq!(LimitReached::of(&failure), of_money);
}

#[test]
fn a_large_campaign_is_refused_on_any_day_and_a_single_message_never_is_one() {
    let (fresh, today) = (Used::default(), day(2026, 11, 30));
    let (limit, left) = (CompanyLimit::Recipients, Left::Messages(80));
    let reached = LimitReached { limit, channel: Channel::Sms, left, resets_at: None };
    assert_eq!(refused(&asked(81), &fresh, today), Some(reached));
    let failure = Failure::from(reached);
    assert_eq!((failure.problem, failure.problem.status()), (Problem::CampaignTooLarge, 422));
    assert_eq!(LimitReached::of(&failure), Some(reached));
    assert_eq!(LimitReached::of(&Failure::new(Problem::LimitReached)), None);
    let singles = Asked { is_campaign: false, ..asked(81) };
    assert_eq!(refused(&singles, &fresh, today), None);
}

#[test]
fn other_channels_and_other_currencies_are_not_counted() {
    let used = Used { messages_day: 100, messages_month: 150, money_day: 50_000 };
    let other = Asked { channel: Channel::Email, messages: 70, ..asked(70) };
    assert_eq!(refused(&other, &used, day(2026, 11, 30)), None);
    let dollars = Asked { cost: Some(Money::new(1, Currency::Usd)), ..other };
    assert_eq!(refused(&dollars, &used, day(2026, 11, 30)), None);
}

#[test]
fn reads_what_people_type_and_names_every_wrong_field() -> Result<(), Failure> {
    let form = CompanyLimitsForm {
        sms_day: "1.000".to_owned(),
        money_day: "1.250,50".to_owned(),
        share: "% 40".to_owned(),
        ..CompanyLimitsForm::default()
    };
    let read = form.parse()?;
    assert_eq!(read.sms.day, Some(1_000));
    assert_eq!(read.money_day, Some(Money::new(12_505_000, Currency::Try)));
    assert_eq!((read.share, read.recipients), (Some(40), None));
    let wrong = CompanyLimitsForm {
        email_month: "çok".to_owned(),
        money_day: "-1".to_owned(),
        money_currency: "GBP".to_owned(),
        share: "0".to_owned(),
        ..CompanyLimitsForm::default()
    };
    let fields = wrong.parse().err().map(|failure| failure.fields).unwrap_or_default();
    let fields: Vec<_> = fields.iter().map(|field| (field.field.as_str(), field.problem)).collect();
    assert_eq!(
        fields,
        [
            ("email_month", Problem::NotANumber),
            ("money_currency", Problem::Invalid),
            ("money_day", Problem::OutOfRange),
            ("share", Problem::OutOfRange),
        ]
    );
    let too_much = CompanyLimitsForm { share: "900".to_owned(), ..CompanyLimitsForm::default() };
    let problem = too_much.parse().err().and_then(|failure| failure.of("share").map(|field| field.problem));
    assert_eq!(problem, Some(Problem::OutOfRange));
    Ok(())
}

proptest! {
    /// Whatever is asked in whatever order, what was let through never passes a limit, and what was
    /// refused did not fit.
    #[test]
    fn what_is_let_through_never_passes_a_limit(
        most in 0u32..500,
        month in 0u32..800,
        sends in prop::collection::vec(0u32..200, 0..20),
    ) {
        let sms = ChannelLimits { day: Some(most), month: Some(month) };
        let limits = CompanyLimits { sms, ..CompanyLimits::default() };
        let mut used = Used::default();
        for messages in sends {
            let sum = used.messages_day + i64::from(messages);
            let fits = sum <= i64::from(most) && sum <= i64::from(month);
            let answer = limits.check(&asked(messages), &used, day(2026, 2, 28));
            prop_assert_eq!(answer.is_ok(), fits);
            if fits {
                (used.messages_day, used.messages_month) = (sum, sum);
            }
        }
    }
}
