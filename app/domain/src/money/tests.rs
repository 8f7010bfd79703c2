use proptest::prelude::*;

use super::{Currency, Money, MoneyError};
use crate::failure::Problem;

fn lira(ten_thousandths: i64) -> Money {
    Money::new(ten_thousandths, Currency::Try)
}

#[test]
fn reads_decimals_exactly() {
    for (text, amount) in [
        ("395.55", Ok(3_955_500)),
        ("0.0395", Ok(395)),
        ("-12", Ok(-120_000)),
        ("+.5", Ok(5_000)),
        (" 7. ", Ok(70_000)),
        ("1.23450000", Ok(12_345)),
        ("922337203685477.5807", Ok(i64::MAX)),
        ("-922337203685477.5808", Ok(i64::MIN)),
        ("922337203685477.5808", Err(MoneyError::OutOfRange)),
        ("99999999999999999999999999999999999999999999", Err(MoneyError::OutOfRange)),
        ("1.23456", Err(MoneyError::TooPrecise)),
        ("", Err(MoneyError::NotADecimal)),
        (".", Err(MoneyError::NotADecimal)),
        ("-", Err(MoneyError::NotADecimal)),
        ("--1", Err(MoneyError::NotADecimal)),
        ("1,5", Err(MoneyError::NotADecimal)),
        ("1.2.3", Err(MoneyError::NotADecimal)),
        ("1e5", Err(MoneyError::NotADecimal)),
        ("٣", Err(MoneyError::NotADecimal)),
    ] {
        assert_eq!(Money::parse(text, Currency::Try), amount.map(lira), "{text:?}");
    }
}

#[test]
fn rounds_foreign_precision_half_away_from_zero() {
    for (text, amount) in [
        ("1.23454", 12_345),
        ("1.23455", 12_346),
        ("-1.23455", -12_346),
        ("-1.234549999", -12_345),
        ("0.99995", 10_000),
    ] {
        assert_eq!(Money::parse_rounding(text, Currency::Try), Ok(lira(amount)), "{text}");
    }
}

#[test]
fn reads_what_people_type() {
    for (text, amount) in [
        ("0,0395", Ok(395)),
        ("0.0395", Ok(395)),
        (" 1.250,50 ", Ok(12_505_000)),
        ("1,250.50", Ok(12_505_000)),
        ("1250,5", Ok(12_505_000)),
        ("-1", Err(Problem::OutOfRange)),
        ("0,00001", Err(Problem::OutOfRange)),
        ("1,2,3", Err(Problem::NotANumber)),
        ("bedava", Err(Problem::NotANumber)),
    ] {
        assert_eq!(Money::typed(text, Currency::Try), amount.map(lira), "{text}");
    }
    assert_eq!(Currency::typed(" "), Ok(Currency::Try));
    assert_eq!(Currency::typed("usd"), Ok(Currency::Usd));
    assert_eq!(Currency::typed("GBP"), Err(Problem::Invalid));
}

#[test]
fn refuses_to_mix_currencies() {
    let dollar = Money::new(10_000, Currency::Usd);
    let mixed = Err(MoneyError::CurrencyMismatch(Currency::Try, Currency::Usd));
    assert_eq!(lira(1).checked_add(dollar), mixed);
    assert_eq!(lira(1).checked_sub(dollar), mixed);
}

#[test]
fn refuses_to_overflow() {
    let overflow = Err(MoneyError::OutOfRange);
    assert_eq!(lira(i64::MAX).checked_add(lira(1)), overflow);
    assert_eq!(lira(i64::MIN).checked_sub(lira(1)), overflow);
    assert_eq!(lira(i64::MAX).times(2), overflow);
}

#[test]
fn prices_a_campaign() {
    assert_eq!(lira(395).times(1_131), Ok(lira(446_745)));
}

#[test]
fn travels_as_a_decimal_string() -> Result<(), serde_json::Error> {
    let json = serde_json::to_string(&lira(3_955_500))?;
    assert_eq!(json, r#"{"amount":"395.55","currency":"TRY"}"#);
    assert_eq!(serde_json::from_str::<Money>(&json)?, lira(3_955_500));
    Ok(())
}

#[test]
fn reads_the_currency_names_of_turkish_programs() {
    assert_eq!(Currency::parse("tl"), Some(Currency::Try));
    assert_eq!(Currency::parse(" EUR"), Some(Currency::Eur));
    assert_eq!(Currency::parse("GBP"), None);
}

proptest! {
    #[test]
    fn every_amount_survives_its_text(amount in any::<i64>()) {
        let money = lira(amount);
        prop_assert_eq!(Money::parse(&money.to_decimal(), Currency::Try), Ok(money));
    }

    #[test]
    fn adding_can_be_undone(left in any::<i32>(), right in any::<i32>()) {
        let (left, right) = (lira(left.into()), lira(right.into()));
        let back = left.checked_add(right).and_then(|sum| sum.checked_sub(right));
        prop_assert_eq!(back, Ok(left));
    }

    #[test]
    fn never_panics_on_any_text(text in "\\PC*") {
        let _ = Money::parse_rounding(&text, Currency::Eur);
    }
}
