//! The alphabets, header sizes and test vectors of 3GPP TS 23.038 and 23.040.

use crate::sms::{Capacity, Coding, Concatenation, septets_after, ucs2_units_after};

use Coding::{Gsm7, TurkishLockingShift, TurkishSingleShift, Ucs2};

/// Table 6.2.1 in the order of its codes, ESC left out.
const DEFAULT_ALPHABET: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION: &str = "\u{C}^{}\\[~]|€";

/// Every character that a coding holds, with its cost.
fn held_by(coding: Coding) -> Vec<(char, u32)> {
    let all = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
    all.filter_map(|letter| Some((letter, coding.units_of(letter)?))).collect()
}

fn table(one: &str, two: &str) -> Vec<(char, u32)> {
    let ones = one.chars().map(|letter| (letter, 1));
    let twos = two.chars().map(|letter| (letter, 2));
    let mut table: Vec<_> = ones.chain(twos).collect();
    table.sort_unstable();
    table
}

#[test]
fn the_default_alphabet_has_127_characters_besides_the_escape() {
    assert_eq!(DEFAULT_ALPHABET.chars().count(), 127);
    assert_eq!(held_by(Gsm7), table(DEFAULT_ALPHABET, EXTENSION));
}

#[test]
fn the_single_shift_table_adds_seven_letters_to_the_extension() {
    let extension = format!("{EXTENSION}ĞİŞçğış");
    assert_eq!(held_by(TurkishSingleShift), table(DEFAULT_ALPHABET, &extension));
}

#[test]
fn the_locking_shift_table_replaces_eight_characters() {
    let mut alphabet = DEFAULT_ALPHABET.to_owned();
    for (lost, gained) in ["è€", "ìı", "ØĞ", "øğ", "ÆŞ", "æş", "¡İ", "¿ç"]
        .map(|pair| pair.split_at(pair.chars().next().map_or(0, char::len_utf8)))
    {
        alphabet = alphabet.replace(lost, gained);
    }
    assert_eq!(held_by(TurkishLockingShift), table(&alphabet, &EXTENSION.replace('€', "")));
}

#[test]
fn header_elements_take_their_share_of_the_payload() {
    for (octets, septets) in
        [(0, 160), (6, 153), (7, 152), (4, 155), (9, 149), (10, 148), (12, 146), (13, 145)]
    {
        assert_eq!(septets_after(octets), septets, "{octets} octets");
    }
    assert_eq!([0, 6, 7].map(ucs2_units_after), [70, 67, 66]);
    assert_eq!((septets_after(1_000), ucs2_units_after(1_000)), (0, 0));
}

#[test]
fn capacities_follow_from_the_headers() {
    for (coding, concatenation, single, multi) in [
        (Gsm7, Concatenation::Bits8, 160, 153),
        (Gsm7, Concatenation::Bits16, 160, 152),
        (TurkishSingleShift, Concatenation::Bits8, 155, 149),
        (TurkishSingleShift, Concatenation::Bits16, 155, 148),
        (TurkishLockingShift, Concatenation::Bits8, 155, 149),
        (TurkishLockingShift, Concatenation::Bits16, 155, 148),
        (Ucs2, Concatenation::Bits8, 70, 67),
        (Ucs2, Concatenation::Bits16, 70, 66),
    ] {
        assert_eq!(coding.capacity(concatenation), Capacity { single, multi });
    }
}

fn units_and_parts(text: &str, coding: Coding) -> Option<(u32, u32)> {
    let count = coding.count(text, Concatenation::Bits8)?;
    Some((count.units, count.parts))
}

#[test]
fn counts_the_vectors_with_units() {
    type Row = (&'static str, usize, [Option<u32>; 3], u32);
    let rows: [Row; 8] = [
        ("Siparisiniz kargoya verildi.", 28, [Some(28), Some(28), Some(28)], 1),
        ("Siparişiniz kargoya verildi.", 28, [None, Some(29), Some(28)], 1),
        ("Öğle yemeği %20 indirimli, çok şık İzmir'de!", 44, [None, Some(50), Some(44)], 1),
        ("ÇÖÜ öü", 6, [Some(6), Some(6), Some(6)], 1),
        ("ĞğŞşİıç€", 8, [None, Some(16), Some(8)], 1),
        ("Fatura tutarı: 1.250,75 TL [#A-12]", 34, [None, Some(37), Some(36)], 1),
        ("Merhaba 👋", 10, [None, None, None], 1),
        ("“Merhaba” – İyi günler…", 23, [None, None, None], 1),
    ];
    for (text, utf16, septets, ucs2_parts) in rows {
        assert_eq!(text.encode_utf16().count(), utf16, "{text}");
        let codings = [Gsm7, TurkishSingleShift, TurkishLockingShift];
        let counted = codings.map(|coding| units_and_parts(text, coding));
        assert_eq!(counted, septets.map(|units| units.map(|units| (units, 1))), "{text}");
        let units = u32::try_from(utf16).ok();
        assert_eq!(units_and_parts(text, Ucs2), units.map(|units| (units, ucs2_parts)), "{text}");
    }
}

#[test]
fn counts_the_vectors_at_the_limits() {
    type Row = (String, usize, [Option<u32>; 4]);
    let rows: [Row; 14] = [
        ("a".repeat(160), 160, [Some(1), Some(2), Some(2), Some(3)]),
        ("a".repeat(161), 161, [Some(2), Some(2), Some(2), Some(3)]),
        ("a".repeat(306), 306, [Some(2), Some(3), Some(3), Some(5)]),
        ("a".repeat(307), 307, [Some(3), Some(3), Some(3), Some(5)]),
        ("ş".repeat(77), 77, [None, Some(1), Some(1), Some(2)]),
        ("ş".repeat(78), 78, [None, Some(2), Some(1), Some(2)]),
        ("ş".repeat(155), 155, [None, Some(3), Some(1), Some(3)]),
        ("ş".repeat(156), 156, [None, Some(3), Some(2), Some(3)]),
        ("a".repeat(153) + "ş", 154, [None, Some(1), Some(1), Some(3)]),
        ("a".repeat(154) + "ş", 155, [None, Some(2), Some(1), Some(3)]),
        ("€".repeat(80), 80, [Some(1), Some(2), Some(1), Some(2)]),
        ("€".repeat(81), 81, [Some(2), Some(2), Some(1), Some(2)]),
        ("👋".repeat(35), 70, [None, None, None, Some(1)]),
        ("👋".repeat(36), 72, [None, None, None, Some(2)]),
    ];
    for (text, utf16, parts) in rows {
        assert_eq!(text.encode_utf16().count(), utf16, "{text}");
        let codings = [Gsm7, TurkishSingleShift, TurkishLockingShift, Ucs2];
        let counted = codings.map(|coding| units_and_parts(&text, coding).map(|(_, parts)| parts));
        assert_eq!(counted, parts, "{text}");
    }
}

#[test]
fn never_splits_an_escape_pair_or_a_surrogate_pair() {
    let escapes = "a".to_owned() + &"€".repeat(152);
    assert_eq!(units_and_parts(&escapes, Gsm7), Some((305, 2)));
    let escapes = "€".repeat(153);
    assert_eq!(units_and_parts(&escapes, Gsm7), Some((306, 3)), "152 septets each, one lost");
    let pairs = "👋".repeat(67);
    assert_eq!(units_and_parts(&pairs, Ucs2), Some((134, 3)), "66 units each, one lost");
}

#[test]
fn an_empty_text_has_no_parts() {
    assert_eq!(units_and_parts("", Gsm7), Some((0, 0)));
}
