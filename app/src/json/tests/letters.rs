use crate::json::{Unreadable, read};

fn text(json: &str) -> Result<String, Unreadable> {
    read(json)
}

#[test]
fn every_escape_stands_for_its_character() {
    assert_eq!(text(r#""\"\\\/\b\f\n\r\t""#), Ok("\"\\/\u{8}\u{c}\n\r\t".to_owned()));
    assert_eq!(text(r#""\u0041\u015f\u015F\uFFFF""#), Ok("Aşş\u{ffff}".to_owned()));
    assert_eq!(text(r#""\u0000\u001f""#), Ok("\0\u{1f}".to_owned()));
}

#[test]
fn no_other_escape_stands_for_anything() {
    let letters = (0..128_u8).map(char::from).filter(|letter| !"\"\\/bfnrtu".contains(*letter));
    for letter in letters {
        assert_eq!(text(&format!("\"\\{letter}\"")), Err(Unreadable), "{letter:?}");
    }
    for number in ["", "1", "12", "123", "123g", "+123", " 123", "-123", "12\\n", "é12", "123é"] {
        assert_eq!(text(&format!("\"\\u{number}\"")), Err(Unreadable), "{number}");
    }
}

#[test]
fn two_halves_make_one_character() {
    assert_eq!(text(r#""\ud83d\uDED1""#), Ok("🛑".to_owned()));
    assert_eq!(text(r#""\ud800\udc00""#), Ok("\u{10000}".to_owned()));
    assert_eq!(text(r#""\udbff\udfff""#), Ok("\u{10ffff}".to_owned()));
}

#[test]
fn half_a_character_is_none() {
    let halves = [
        r"\ud83d",
        r"\ud83d ",
        r"\ud83dx",
        r"\ud83d\n",
        r"\ud83d\u0041",
        r"\ud83d\ud83d",
        r"\udc00",
        r"\udc00\ud800",
        r"\udfff\udfff",
        r"\ud83d\u",
        r"\ud83d\udc0",
    ];
    for half in halves {
        assert_eq!(text(&format!("\"{half}\"")), Err(Unreadable), "{half}");
    }
}

#[test]
fn what_steers_a_terminal_stands_in_no_text() {
    for byte in 0..b' ' {
        assert_eq!(text(&format!("\"a{}b\"", char::from(byte))), Err(Unreadable), "{byte}");
    }
    assert_eq!(text("\"\u{7f}\u{85}\u{2028}\""), Ok("\u{7f}\u{85}\u{2028}".to_owned()));
}

#[test]
fn a_text_without_an_end_is_none() {
    for json in ["\"", "\"a", "\"\\", "\"\\\"", "\"ş", "a\"", "'a'", "\"a\"b"] {
        assert_eq!(text(json), Err(Unreadable), "{json}");
    }
}
