use crate::sms::{Letters, SmsEncoding, SmsRules, clean_up, measure, normalize, prepare, transliterate};

#[test]
fn replaces_what_word_processors_type() {
    for (typed, clean) in [
        ("“a” „b”", "\"a\" \"b\""),
        ("‘a’ ‚b′ `c`", "'a' 'b' 'c'"),
        ("1–2 — 3 \u{2212}4", "1-2 - 3 -4"),
        ("bitti…", "bitti..."),
        ("a\u{A0}b\u{2009}c\u{202F}d\te", "a b c d e"),
        ("• 12 ₺", "- 12 TL"),
        ("a\u{200B}b\u{200C}c\u{200D}d\u{FEFF}e", "abcde"),
        ("a\r\nb\rc\nd\r\u{200B}\n", "a\nb\nc\nd\n"),
        ("Şık İzmir'de [1]", "Şık İzmir'de [1]"),
    ] {
        assert_eq!(clean_up(typed), clean, "{typed:?}");
    }
}

#[test]
fn writes_turkish_letters_in_ascii() {
    assert_eq!(transliterate("çÇğĞıİöÖşŞüÜâÂîÎûÛ"), "cCgGiIoOsSuUaAiIuU");
    assert_eq!(transliterate("s\u{327}ık é"), "sik é");
}

#[test]
fn composes_letters_written_in_two_pieces() {
    assert_eq!(normalize("s\u{327} g\u{306} I\u{307}"), "ş ğ İ");
}

#[test]
fn keeps_a_message_out_of_ucs2() {
    let typed = "“Merhaba” – İyi günler…";
    assert_eq!(measure(typed, &SmsRules::NETGSM).encoding, SmsEncoding::Ucs2);
    let turkish = prepare(typed, Letters::Turkish);
    assert_eq!(measure(&turkish, &SmsRules::NETGSM).encoding, SmsEncoding::Turkish);
    let ascii = prepare(typed, Letters::Ascii);
    assert_eq!(ascii, "\"Merhaba\" - Iyi gunler...");
    assert_eq!(measure(&ascii, &SmsRules::NETGSM).encoding, SmsEncoding::Gsm7);
}
