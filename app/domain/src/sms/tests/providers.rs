//! The totals that providers publish, and the choice of an encoding.

use crate::sms::{SmsEncoding, SmsRules, measure, split};

use SmsEncoding::{Gsm7, Turkish, Ucs2};

/// The longest text of one letter, of which one more would make another part; `head` chooses the
/// encoding.
fn longest(head: &str, parts: u32, rules: &SmsRules) -> Option<usize> {
    let fits = |length: &usize| {
        let text = head.to_owned() + &"a".repeat(*length - head.chars().count());
        measure(&text, rules).parts <= parts
    };
    (1..2_000).take_while(fits).last()
}

fn totals(head: &str, parts: u32, rules: &SmsRules) -> Vec<Option<usize>> {
    (1..=parts).map(|parts| longest(head, parts, rules)).collect()
}

#[test]
fn agrees_with_the_totals_of_verimor() {
    let rules = SmsRules::VERIMOR.without_suffix();
    let published = |totals: [usize; 7]| totals.map(Some).to_vec();
    assert_eq!(totals("a", 7, &rules), published([160, 306, 459, 612, 765, 918, 1071]));
    assert_eq!(totals("ş", 7, &rules), published([155, 298, 447, 596, 745, 894, 1043]));
    assert_eq!(totals("ж", 7, &rules), published([70, 134, 201, 268, 335, 402, 469]));
}

#[test]
fn agrees_with_the_totals_of_verimor_behind_its_suffix() {
    // Published: 155, 301, 453, 607. The third contradicts its own table, 3 × 153 − 5.
    let expected = [155, 301, 454, 607].map(Some).to_vec();
    assert_eq!(totals("a", 4, &SmsRules::VERIMOR), expected);
}

#[test]
fn agrees_with_the_totals_of_netgsm() {
    let rules = SmsRules::NETGSM;
    assert_eq!(longest("a", 1, &rules), Some(155));
    assert_eq!(longest("ş", 1, &rules), Some(150));
    assert_eq!(longest("ş", 6, &rules), Some(883));
    assert_eq!(longest("ж", 6, &rules), Some(391));
    // Published without the suffix, unlike the two above.
    assert_eq!(longest("a", 6, &rules.without_suffix()), Some(912));
    assert_eq!(longest("a", 6, &rules), Some(907));
}

#[test]
fn agrees_with_the_totals_of_ileti_merkezi() {
    assert_eq!(longest("a", 1, &SmsRules::ILETIMERKEZI), Some(155));
    assert_eq!(longest("ş", 1, &SmsRules::ILETIMERKEZI), Some(150));
}

#[test]
fn says_how_much_room_is_left() {
    // NetGSM's /length sample, which leaves the suffix out: 200 used, 96 left in part 2.
    let rules = SmsRules::NETGSM.without_suffix();
    let text = "ş".to_owned() + &"a".repeat(199);
    let measured = measure(&text, &rules);
    assert_eq!((measured.units, measured.parts, measured.units_left_in_part), (200, 2, 96));
    assert_eq!(measured.per_part, 148);
    assert_eq!(measure(&text, &SmsRules::NETGSM).units_left_in_part, 91);
    let empty = measure("", &SmsRules::NETGSM);
    assert_eq!((empty.parts, empty.units_left_in_part, empty.per_part), (0, 155, 160));
}

#[test]
fn refuses_more_parts_than_the_provider_takes() {
    assert!(!measure(&"a".repeat(907), &SmsRules::NETGSM).too_long);
    assert!(measure(&"a".repeat(908), &SmsRules::NETGSM).too_long);
    assert!(!measure(&"a".repeat(1_066), &SmsRules::VERIMOR).too_long);
    assert!(measure(&"a".repeat(1_067), &SmsRules::VERIMOR).too_long);
}

#[test]
fn chooses_the_cheapest_encoding() {
    for (text, encoding, abroad, offenders) in [
        ("Siparisiniz hazir [A]", Gsm7, Gsm7, ""),
        ("ÇÖÜ öü é", Gsm7, Gsm7, ""),
        ("Siparişiniz hazır {A}", Turkish, Ucs2, ""),
        ("s\u{327}u\u{308}", Turkish, Ucs2, ""),
        ("Kâğıt", Ucs2, Ucs2, "â"),
        ("Şok 👋👋 “indirim”", Ucs2, Ucs2, "👋“”"),
    ] {
        let measured = measure(text, &SmsRules::NETGSM);
        assert_eq!(measured.encoding, encoding, "{text}");
        assert_eq!(measured.offenders, offenders.chars().collect::<Vec<_>>(), "{text}");
        assert_eq!(measure(text, &SmsRules::NETGSM.abroad()).encoding, abroad, "{text}");
    }
}

#[test]
fn blames_turkish_letters_only_where_there_is_no_turkish_mode() {
    let abroad = measure("Şişli 👋", &SmsRules::TWILIO.abroad());
    assert_eq!(abroad.offenders, vec!['Ş', 'ş', '👋']);
}

#[test]
fn charges_a_turkish_letter_as_the_provider_does() {
    assert_eq!(measure("şş", &SmsRules::NETGSM).units, 2);
    assert_eq!(measure("şş", &SmsRules::INFOBIP).units, 4);
    assert_eq!(measure("ş€", &SmsRules::VERIMOR).units, 3);
}

#[test]
fn cuts_where_the_provider_cuts() {
    let rules = SmsRules::VERIMOR.without_suffix();
    let parts = split(&("a".repeat(152) + "€" + &"b".repeat(10)), &rules);
    assert_eq!(parts, vec!["a".repeat(152), "€".to_owned() + &"b".repeat(10)]);
}

#[test]
fn counts_a_part_that_holds_only_the_suffix() {
    let text = "a".repeat(306);
    assert_eq!(measure(&text, &SmsRules::VERIMOR).parts, 3);
    assert_eq!(split(&text, &SmsRules::VERIMOR), vec!["a".repeat(153), "a".repeat(153), String::new()]);
}

#[test]
fn survives_rules_that_hold_nothing() -> Result<(), serde_json::Error> {
    let rules: SmsRules = serde_json::from_str(
        r#"{"suffix":5,"gsm":{"single":0,"multi":0},"turkish":null,"ucs2":{"single":0,"multi":0},"max_parts":0}"#,
    )?;
    assert_eq!(split("ab", &rules).concat(), "ab");
    assert!(measure("ab", &rules).too_long);
    Ok(())
}

#[test]
fn every_preset_has_its_name() {
    let presets =
        ["netgsm", "verimor", "iletimerkezi", "mutlucell", "vatansms", "jetsms", "twilio", "infobip"];
    assert!(presets.iter().all(|name| SmsRules::preset(name).is_some()));
    assert_eq!(SmsRules::preset("nobody"), None);
}
