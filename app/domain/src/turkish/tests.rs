use proptest::prelude::*;

use super::*;
use crate::lang::Lang::{En, Tr};
use crate::money::{Currency, Money};
use crate::time::Timestamp;

#[test]
fn changes_case_by_turkish_rules() {
    for (upper, lower) in [
        ("IĞDIR İLİ", "ığdır ili"),
        ("DİYARBAKIR", "diyarbakır"),
        ("ÇÖĞÜŞ ÂÎÛ", "çöğüş âîû"),
        ("WOLVOX 8", "wolvox 8"),
    ] {
        assert_eq!(to_lower(upper), lower);
        assert_eq!(to_upper(lower), upper);
    }
}

#[test]
fn takes_a_combining_dot_as_part_of_the_letter() {
    assert_eq!(to_lower("I\u{307}zmir"), "izmir");
    assert_eq!(to_upper("i\u{307}zmir"), "İZMİR");
}

#[test]
fn capitalises_names() {
    for (raw, titled) in [
        ("AYŞE IŞIK", "Ayşe Işık"),
        ("ibrahim ÇINAR-İNCE", "İbrahim Çınar-İnce"),
        ("d'arc 3m", "D'arc 3m"),
        ("  ", "  "),
    ] {
        assert_eq!(to_title(raw), titled);
    }
}

#[test]
fn folds_what_a_searcher_means_to_be_equal() {
    for (text, key) in [
        ("  Şükrü \t IŞIK\n", "sukru isik"),
        ("İSTANBUL", "istanbul"),
        ("istanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("Ç\u{327}ag\u{306}", "cag"),
        ("Kâğıt & Straße", "kagit & strasse"),
        ("\u{A0}Ａ１\u{2003}", "a1"),
        ("Иван", "иван"),
        ("", ""),
    ] {
        assert_eq!(fold(text), key, "{text:?}");
    }
}

#[test]
fn groups_thousands() {
    for (number, turkish, english) in [
        (0, "0", "0"),
        (999, "999", "999"),
        (1_131, "1.131", "1,131"),
        (-1_000_000, "-1.000.000", "-1,000,000"),
        (i64::MIN, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"),
    ] {
        assert_eq!(format_integer(number, Tr), turkish);
        assert_eq!(format_integer(number, En), english);
    }
}

#[test]
fn writes_shares_without_claiming_too_much() {
    for (part, whole, turkish, english) in [
        (958, 1_000, "%95,8", "95.8%"),
        (1, 2, "%50", "50%"),
        (1, 8, "%12,5", "12.5%"),
        (0, 10, "%0", "0%"),
        (10, 10, "%100", "100%"),
        (1, 1_000_000, "%0,1", "0.1%"),
        (999_999, 1_000_000, "%99,9", "99.9%"),
        (u64::MAX, u64::MAX, "%100", "100%"),
        (1, 0, "–", "–"),
    ] {
        assert_eq!(format_percent(part, whole, Tr), turkish);
        assert_eq!(format_percent(part, whole, En), english);
    }
}

#[test]
fn writes_money_exactly() {
    for (amount, currency, turkish, english) in [
        (3_955_500, Currency::Try, "395,55\u{A0}₺", "₺395.55"),
        (395, Currency::Try, "0,0395\u{A0}₺", "₺0.0395"),
        (-12_345_678_500, Currency::Usd, "-1.234.567,85\u{A0}$", "-$1,234,567.85"),
        (-5_000, Currency::Eur, "-0,50\u{A0}€", "-€0.50"),
        (0, Currency::Eur, "0,00\u{A0}€", "€0.00"),
    ] {
        let money = Money::new(amount, currency);
        assert_eq!(format_money(money, Tr), turkish);
        assert_eq!(format_money(money, En), english);
    }
}

#[test]
fn writes_credit_in_money_or_in_the_providers_words() {
    use crate::credit::{Credit, CreditUnit};
    let pieces = Credit::new(&CreditUnit::Pieces("Adet SMS".to_owned()), 1_131);
    assert_eq!(
        (format_credit(&pieces, Tr), format_credit(&pieces, En)),
        ("1.131 Adet SMS".to_owned(), "1,131 Adet SMS".to_owned())
    );
    let money = Credit::Money(Money::new(3_955_500, Currency::Try));
    assert_eq!(format_credit(&money, En), "₺395.55");
}

#[test]
fn writes_dates_for_both_readers() {
    let instant = Timestamp::from_seconds(1_795_431_900);
    assert_eq!(format_date_time(instant, Tr), "23.11.2026 14:05");
    assert_eq!(format_date_time(instant, En), "23 Nov 2026 14:05");
    let date = instant.to_utc().date();
    assert_eq!(format_date(date, En), "23 Nov 2026");
    assert_eq!(
        (format_day_month(date, Tr), format_day_month(date, En)),
        ("23.11".to_owned(), "23 Nov".to_owned())
    );
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC*") {
        let key = fold(&text);
        prop_assert_eq!(fold(&key), key);
    }

    #[test]
    fn case_does_not_matter_to_folding(text in "[A-Za-zÇĞİÖŞÜçğıöşü ]*") {
        prop_assert_eq!(fold(&to_upper(&text)), fold(&text));
        prop_assert_eq!(fold(&to_lower(&text)), fold(&text));
    }

    #[test]
    fn turkish_case_can_be_undone(text in "[a-zçğıöşü0-9 ]*") {
        prop_assert_eq!(to_lower(&to_upper(&text)), text);
    }

    #[test]
    fn grouping_keeps_the_digits(number in any::<i64>()) {
        let digits: String = format_integer(number, Tr).split('.').collect();
        prop_assert_eq!(digits, number.to_string());
    }
}
