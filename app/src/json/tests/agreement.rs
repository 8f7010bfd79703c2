//! The reader and `serde_json`, which writes the answers, understand each other.

use proptest::prelude::*;
use serde_json::{Number, Value};

use crate::json::{Unreadable, read};

/// Anything that an answer may hold: integers, for its numbers are none but these.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|number| Value::Number(number.into())),
        any::<String>().prop_map(Value::String),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
            prop::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Whether all numbers are integers with a sign, of 64 bits.
fn is_of_integers(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_i64(),
        Value::Array(values) => values.iter().all(is_of_integers),
        Value::Object(fields) => fields.values().all(is_of_integers),
        _ => true,
    }
}

/// Every character as it may be written by somebody who trusts in ASCII alone.
fn escaped(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04X}")).collect()
}

/// Texts that are nearly JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "[", "]", "{", "}", ",", ":", "\"", "\"a\"", "\\", "\\u", "\\n", "\\ud83d", "\\ude00", "00e9", "0",
        "1", "-", "+", ".", "e", "12", "null", "true", "false", " ", "\n", "\t", "\u{b}", "\u{1}", "ş", "🛞",
        "/",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_serde_json_writes_is_read_as_it_was(value in anything()) {
        prop_assert_eq!(read::<Value>(&value.to_string()), Ok(value.clone()));
        let pretty = serde_json::to_string_pretty(&value).unwrap_or_default();
        prop_assert_eq!(read::<Value>(&pretty), Ok(value));
    }

    #[test]
    fn every_character_is_read_from_its_number(text in any::<String>()) {
        prop_assert_eq!(read::<String>(&format!("\"{}\"", escaped(&text))), Ok(text));
    }

    #[test]
    fn a_part_of_an_answer_is_no_answer(value in anything(), cut in any::<prop::sample::Index>()) {
        let text = Value::Array(vec![value]).to_string();
        let end = text.floor_char_boundary(cut.index(text.len()));
        prop_assert_eq!(read::<Value>(&text[..end]), Err(Unreadable));
    }

    #[test]
    fn an_answer_with_something_behind_it_is_none(value in anything(), rest in "[^ \t\r\n0-9.eE].{0,3}") {
        prop_assert_eq!(read::<Value>(&format!("{value} {rest}")), Err(Unreadable));
    }

    #[test]
    fn what_one_takes_the_other_takes_for_the_same(text in nearly_json()) {
        // An integer to the reader, a fraction to serde_json.
        prop_assume!(!text.contains("-0"));
        let theirs = serde_json::from_str::<Value>(&text).ok().filter(is_of_integers);
        prop_assert_eq!(read::<Value>(&text).ok(), theirs);
    }

    #[test]
    fn whole_numbers_of_every_kind_agree(number in any::<i64>()) {
        let text = number.to_string();
        prop_assert_eq!(read::<u8>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(read::<i32>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(read::<u32>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(read::<u64>(&text).ok(), serde_json::from_str(&text).ok());
        prop_assert_eq!(read::<Value>(&text), Ok(Value::Number(Number::from(number))));
    }
}
