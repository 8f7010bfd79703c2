use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Result<String, PhoneError> {
    PhoneNumber::parse(text).map(String::from)
}

fn split(field: &str) -> Vec<Result<String, PhoneError>> {
    split_phones(field)
        .into_iter()
        .map(|piece| piece.map(String::from).map_err(|rejected| rejected.error))
        .collect()
}

#[test]
fn reads_a_turkish_mobile_in_every_notation() {
    for text in [
        "0532 123 45 67",
        "(532) 123-4567",
        "5321234567",
        "+90 532 1234567",
        "0090 532 123 45 67",
        "905321234567",
        "+9005321234567",
        "9005321234567",
        "+90 (0532) 123 45 67",
        "(+90) 532.123.45.67",
        "0 (532) 123 45 67",
        "0532-123-45-67",
        "0532 - 123 45 67",
        "0532/123 45 67",
        "  0532\u{A0}123\u{2009}45–67 ",
        "\u{202A}+90 532 123 45 67\u{202C}",
        "٠٥٣٢ ١٢٣ ٤٥ ٦٧",
        "＋９０ ５３２ １２３４５６７",
    ] {
        assert_eq!(parsed(text), Ok("+905321234567".into()), "{text}");
    }
}

#[test]
fn keeps_foreign_numbers() {
    for (text, e164) in [
        ("+49 151 23456789", "+4915123456789"),
        ("0049 151 23456789", "+4915123456789"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("+290 12345", "+29012345"),
    ] {
        assert_eq!(parsed(text), Ok(e164.into()), "{text}");
    }
}

#[test]
fn says_precisely_what_is_wrong() {
    for (text, error) in [
        ("", PhoneError::Empty),
        (" - ", PhoneError::Empty),
        ("+", PhoneError::Empty),
        ("00", PhoneError::Empty),
        ("yok", PhoneError::Letters),
        ("0532 123 45 67 Ali", PhoneError::Letters),
        ("0532 123 45 6O", PhoneError::Letters),
        ("0532*1234567", PhoneError::Character('*')),
        ("0532+1234567", PhoneError::Character('+')),
        ("++905321234567", PhoneError::Character('+')),
        ("0532 123 45 67, 0533 123 45 67", PhoneError::Character(',')),
        ("532123456", PhoneError::TooShort),
        ("0532123456", PhoneError::TooShort),
        ("90532123456", PhoneError::TooShort),
        ("+90532123456", PhoneError::TooShort),
        ("+49 123", PhoneError::TooShort),
        ("112", PhoneError::TooShort),
        ("0532 123 45 678", PhoneError::TooLong),
        ("53212345678", PhoneError::TooLong),
        ("+90 532 123 45 678", PhoneError::TooLong),
        ("9053212345678", PhoneError::TooLong),
        ("+4915123456789012", PhoneError::TooLong),
        ("4915123456789", PhoneError::CountryUnclear),
        ("+05321234567", PhoneError::CountryUnclear),
        ("0212 123 45 67", PhoneError::Landline),
        ("+90 392 123 45 67", PhoneError::Landline),
        ("2121234567", PhoneError::Landline),
        ("0850 123 45 67", PhoneError::NotAMobile),
        ("0800 123 45 67", PhoneError::NotAMobile),
        ("444 1 234", PhoneError::NotAMobile),
    ] {
        assert_eq!(parsed(text), Err(error), "{text:?}");
    }
}

#[test]
fn takes_landlines_where_whatsapp_runs_on_them() {
    for (text, kind) in [
        ("0212 123 45 67", PhoneKind::TurkishLandline),
        ("0850 123 45 67", PhoneKind::TurkishService),
        ("0532 123 45 67", PhoneKind::TurkishMobile),
        ("+49 30 123456", PhoneKind::Foreign),
    ] {
        assert_eq!(PhoneNumber::parse_any(text).map(|number| number.kind()), Ok(kind), "{text}");
    }
}

#[test]
fn writes_the_form_each_reader_wants() -> Result<(), PhoneError> {
    let turkish = PhoneNumber::parse("0532 123 45 67")?;
    assert_eq!(turkish.as_str(), "+905321234567");
    assert_eq!(turkish.digits(), "905321234567");
    assert_eq!(turkish.national(), Some("5321234567"));
    assert_eq!(turkish.format_human(), "0532 123 45 67");
    let foreign = PhoneNumber::parse("+49 151 23456789")?;
    assert_eq!(foreign.national(), None);
    assert_eq!(foreign.format_human(), "+4915123456789");
    Ok(())
}

#[test]
fn hides_the_number_from_logs() -> Result<(), PhoneError> {
    let turkish = PhoneNumber::parse("0532 123 45 67")?;
    assert_eq!(turkish.masked(), "+90532*****67");
    assert_eq!(format!("{turkish:?}"), "PhoneNumber(+90532*****67)");
    assert_eq!(PhoneNumber::parse("+29012345")?.masked(), "+290***45");
    Ok(())
}

#[test]
fn only_warns_about_ranges_nobody_has_seen() {
    for (text, known) in [
        ("0532 123 45 67", true),
        ("0501 123 45 67", true),
        ("0561 011 45 67", true),
        ("0561 612 45 67", true),
        ("0561 123 45 67", false),
        ("0592 461 45 67", true),
        ("0580 123 45 67", false),
        ("+49 151 23456789", true),
    ] {
        let found = PhoneNumber::parse(text).map(|number| number.is_in_known_range());
        assert_eq!(found, Ok(known), "{text}");
    }
}

#[test]
fn travels_as_text() -> Result<(), serde_json::Error> {
    let number: PhoneNumber = serde_json::from_str("\"0532 123 45 67\"")?;
    assert_eq!(serde_json::to_string(&number)?, "\"+905321234567\"");
    assert!(serde_json::from_str::<PhoneNumber>("\"532\"").is_err());
    Ok(())
}

#[test]
fn finds_every_number_of_a_field() {
    let first = || Ok("+905321234567".to_owned());
    let second = || Ok("+905331234567".to_owned());
    for (field, numbers) in [
        ("", vec![]),
        (" ; , ", vec![]),
        ("0532 123 45 67", vec![first()]),
        ("(532) 123-4567", vec![first()]),
        ("0532-123-45-67", vec![first()]),
        ("0532 - 123 45 67", vec![first()]),
        ("0532 / 123 45 67", vec![first()]),
        ("0 (532) 123 45 67 - 0533 123 45 67", vec![first(), second()]),
        ("0532 123 45 67 – 0533 123 45 67", vec![first(), second()]),
        ("05321234567/05331234567", vec![first(), second()]),
        ("05321234567-05331234567", vec![first(), second()]),
        ("0532 123 45 67 0533 123 45 67", vec![first(), second()]),
        ("0532/123 45 67 - 0533/123 45 67", vec![first(), second()]),
        ("0532 - 123 45 67 / 0533 - 123 45 67", vec![first(), second()]),
        ("+905321234567;+49 151 23456789", vec![first(), Ok("+4915123456789".into())]),
        ("0532 123 45 67, 0533 123 45 67,", vec![first(), second()]),
        ("0532 123 45 67\r\n0533 123 45 67", vec![first(), second()]),
        ("0212 123 45 67 / 0532 123 45 67", vec![Err(PhoneError::Landline), first()]),
        ("0532 123 45 67 / yok", vec![first(), Err(PhoneError::Letters)]),
        ("0212 123 45 67/68", vec![Err(PhoneError::Landline), Err(PhoneError::TooShort)]),
        ("/0532 123 45 67/", vec![first()]),
    ] {
        assert_eq!(split(field), numbers, "{field:?}");
    }
}

#[test]
fn does_not_make_a_right_number_of_a_mistyped_one() {
    for field in ["0532 123 45 67 8", "0532-123-45-67-8", "0532 123 45 678"] {
        assert_eq!(split(field), vec![Err(PhoneError::TooLong)], "{field}");
    }
}

#[test]
fn keeps_the_text_it_could_not_read() {
    let rejected = RejectedPhone { text: "sekreter".into(), error: PhoneError::Letters };
    assert_eq!(split_phones("0532 123 45 67 / sekreter ").last(), Some(&Err(rejected)));
}

proptest! {
    #[test]
    fn every_number_survives_its_text(text in "(\\+|00)?[0-9]{7,16}") {
        if let Ok(number) = PhoneNumber::parse_any(&text) {
            prop_assert_eq!(PhoneNumber::parse_any(&number.to_string()), Ok(number.clone()));
            prop_assert_eq!(PhoneNumber::parse_any(&number.format_human()), Ok(number));
        }
    }

    #[test]
    fn every_turkish_mobile_is_read_with_any_punctuation(
        national in "5[0-9]{9}",
        prefix in "(\\+90|0090|90|0|\\+900|900|)",
        marks in prop::collection::vec("[ ().-]?", 10),
    ) {
        let digits = national.chars().map(String::from);
        let written: String = digits.zip(marks).map(|(digit, mark)| digit + &mark).collect();
        prop_assert_eq!(parsed(&format!("{prefix}{written}")), Ok(format!("+90{national}")));
    }

    #[test]
    fn two_mobiles_stay_two(
        first in "5[0-9]{9}",
        second in "5[0-9]{9}",
        mark in "( - | / |/|;|,|\n)",
    ) {
        let field = format!("0{first}{mark}0{second}");
        let numbers = vec![Ok(format!("+90{first}")), Ok(format!("+90{second}"))];
        prop_assert_eq!(split(&field), numbers);
    }

    #[test]
    fn never_panics_on_any_text(text in "\\PC*") {
        if let Ok(number) = PhoneNumber::parse(&text) {
            prop_assert!(number.can_receive_sms());
            prop_assert!(!number.masked().is_empty());
        }
        let _ = split_phones(&text);
    }

    #[test]
    fn never_panics_on_phone_like_text(text in "[0-9+/ ;,()٣–-]{0,60}") {
        let _ = split_phones(&text);
    }
}
