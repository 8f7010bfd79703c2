use proptest::prelude::*;

use crate::sms::{
    Coding, Concatenation, Letters, SmsEncoding, SmsRules, clean_up, measure, normalize, prepare, split,
};

fn any_rules() -> impl Strategy<Value = SmsRules> {
    let presets = [SmsRules::NETGSM, SmsRules::VERIMOR, SmsRules::TWILIO];
    let abroad = presets.map(SmsRules::abroad);
    prop::sample::select([presets, abroad].concat())
}

/// Long enough for several parts, in each of the three encodings.
fn any_message() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9 €{}\\[\\]]{0,400}",
        "[a-zçğıöşüÇĞİÖŞÜ €^]{0,400}",
        "[a-zş€👋ж]{0,200}",
        "\\PC{0,100}",
    ]
}

fn units(text: &str, encoding: SmsEncoding, rules: &SmsRules) -> u32 {
    let letter_cost = rules.turkish.map_or(0, |turkish| turkish.letter_cost);
    let coding = match encoding {
        SmsEncoding::Ucs2 => Coding::Ucs2,
        _ => Coding::Gsm7,
    };
    text.chars().map(|letter| coding.units_of(letter).unwrap_or(letter_cost)).sum()
}

proptest! {
    #[test]
    fn joined_parts_are_the_text(text in any_message(), rules in any_rules()) {
        prop_assert_eq!(split(&text, &rules).concat(), normalize(&text));
    }

    #[test]
    fn there_are_as_many_parts_as_were_counted(text in any_message(), rules in any_rules()) {
        prop_assert_eq!(split(&text, &rules).len(), measure(&text, &rules).parts as usize);
    }

    #[test]
    fn no_part_holds_more_than_it_can(text in any_message(), rules in any_rules()) {
        let measured = measure(&text, &rules);
        let parts = split(&text, &rules);
        let sizes: Vec<u32> = parts.iter().map(|part| units(part, measured.encoding, &rules)).collect();
        prop_assert!(sizes.iter().all(|&size| size <= measured.per_part), "{sizes:?}");
        prop_assert_eq!(sizes.iter().sum::<u32>(), measured.units);
    }

    #[test]
    fn a_part_ends_only_where_the_next_character_did_not_fit(text in any_message(), rules in any_rules()) {
        let measured = measure(&text, &rules);
        for pair in split(&text, &rules).windows(2) {
            let next = pair[1].chars().next().map_or(1, |letter| {
                units(&letter.to_string(), measured.encoding, &rules)
            });
            prop_assert!(units(&pair[0], measured.encoding, &rules) + next > measured.per_part
                || pair[1].is_empty());
        }
    }

    #[test]
    fn a_longer_text_never_has_fewer_parts(text in any_message(), more in any_message(), rules in any_rules()) {
        let longer = format!("{text} {more}");
        prop_assert!(measure(&longer, &rules).parts >= measure(&text, &rules).parts);
    }

    #[test]
    fn the_room_left_is_exact(text in any_message(), rules in any_rules()) {
        let measured = measure(&text, &rules);
        prop_assume!(measured.parts > 0);
        let full = text + &"a".repeat(measured.units_left_in_part as usize);
        prop_assert_eq!(measure(&full, &rules).parts, measured.parts);
        prop_assert_eq!(measure(&(full + "a"), &rules).parts, measured.parts + 1);
    }

    #[test]
    fn only_ucs2_has_offenders(text in any_message(), rules in any_rules()) {
        let measured = measure(&text, &rules);
        prop_assert_eq!(measured.offenders.is_empty(), measured.encoding != SmsEncoding::Ucs2);
    }

    #[test]
    fn the_standard_and_the_presets_agree(text in "[a-zA-Z0-9 €{}\\[\\]ş👋]{0,400}") {
        let rules = SmsRules::TWILIO;
        let measured = measure(&text, &rules);
        let coding = match measured.encoding {
            SmsEncoding::Gsm7 => Coding::Gsm7,
            SmsEncoding::Turkish => Coding::TurkishSingleShift,
            SmsEncoding::Ucs2 => Coding::Ucs2,
        };
        let count = coding.count(&text, Concatenation::Bits8).map(|count| (count.units, count.parts));
        prop_assert_eq!(count, Some((measured.units, measured.parts)));
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in any::<String>()) {
        let clean = clean_up(&text);
        prop_assert_eq!(clean_up(&clean), clean);
    }

    #[test]
    fn preparing_twice_changes_nothing(text in any::<String>()) {
        for letters in [Letters::Turkish, Letters::Ascii] {
            let prepared = prepare(&text, letters);
            prop_assert_eq!(prepare(&prepared, letters), prepared);
        }
    }

    #[test]
    fn typography_alone_never_forces_ucs2(text in "[a-zA-Z0-9şğıİ “”„‘’–—…•₺\u{A0}\u{200B}\t\r\n`]{0,300}") {
        let measured = measure(&prepare(&text, Letters::Turkish), &SmsRules::VERIMOR);
        prop_assert_ne!(measured.encoding, SmsEncoding::Ucs2);
    }
}
