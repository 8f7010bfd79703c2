use std::collections::BTreeMap;

use domain::companies::ChangeRightsForm;
use domain::contacts::{AddressSource, TimelineEvent};
use domain::failure::{Failure, Problem};
use domain::id::{ContactId, MessageId};
use domain::lang::Lang;
use domain::message::SkipReason;
use domain::messages::StateReason;
use domain::money::{Currency, Money};
use domain::provider_form::FieldKind;
use domain::rights::{Right, Rights};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::json::{Unreadable, read};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    number: u64,
    paid: bool,
    note: Option<String>,
    lines: Vec<(String, i32)>,
    marks: BTreeMap<String, u8>,
    state: State,
    way: Way,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum State {
    New,
    Late(u32),
    Sent { parts: u8 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Way {
    Shop,
    Post { places: Vec<String>, fee: Option<i64> },
}

fn order(state: State, way: Way) -> Order {
    Order {
        number: 9_007_199_254_740_993,
        paid: true,
        note: Some("Ayşe \"Y\"\n\t\\ / 🛞".to_owned()),
        lines: vec![("4 × 205/55 R16".to_owned(), -3)],
        marks: BTreeMap::from([("a".to_owned(), 1)]),
        state,
        way,
    }
}

fn comes_back<T: Serialize + DeserializeOwned + PartialEq>(value: &T) -> bool {
    let json = serde_json::to_string(value).unwrap_or_default();
    read::<T>(&json).as_ref() == Ok(value)
}

#[test]
fn what_the_server_writes_comes_back() {
    let post = Way::Post { places: vec!["Konya".to_owned()], fee: None };
    assert!(comes_back(&order(State::New, Way::Shop)));
    assert!(comes_back(&order(State::Late(3), post)));
    assert!(comes_back(&order(State::Sent { parts: 2 }, Way::Post { places: vec![], fee: Some(i64::MIN) })));
    assert!(comes_back(&Failure::new(Problem::NotFound)));
    assert!(comes_back(&()));
    assert!(comes_back(&Some(1)));
}

#[test]
fn space_escapes_and_fields_that_nobody_asked_for_are_no_matter() {
    let json = r#" { "more" : [1, {"x": null}], "ki\u006ed" : "post", "places" : [ "\ud83d\uded1\/" ] , "fee":null } "#;
    assert_eq!(read(json), Ok(Way::Post { places: vec!["🛑/".to_owned()], fee: None }));
}

#[test]
fn a_list_or_a_text_is_told_apart() {
    let words = vec!["send".to_owned(), "see".to_owned()];
    let one = read::<ChangeRightsForm>(r#"{"rights":"send,see"}"#);
    let many = read::<ChangeRightsForm>(r#"{"rights":["send","see"]}"#);
    assert_eq!([one, many].map(|form| form.map(|form| form.rights)), [Ok(words.clone()), Ok(words)]);
}

#[test]
fn what_is_no_json_is_refused() {
    let broken = [
        "",
        "nul",
        "[1,]",
        "[1 2]",
        "{\"a\" 1}",
        "{a:1}",
        "\"a",
        "\"\\x\"",
        "\"\\ud83d\"",
        "\"\\ud83d\\u0041\"",
        "1.5",
        "1e3",
        "-",
        "1 2",
        "\"\\u12",
        "é",
    ];
    for text in broken {
        assert_eq!(read::<serde::de::IgnoredAny>(text).err(), Some(Unreadable), "{text}");
    }
    assert_eq!(read::<serde::de::IgnoredAny>(&"[".repeat(100_000)).err(), Some(Unreadable));
}

#[test]
fn what_is_of_another_type_is_refused() {
    assert_eq!(read::<u8>("300"), Err(Unreadable));
    assert_eq!(read::<u64>("-1"), Err(Unreadable));
    assert_eq!(read::<State>("\"unknown\""), Err(Unreadable));
    assert_eq!(read::<State>("\"late\""), Err(Unreadable));
    assert_eq!(read::<Vec<u8>>("{}"), Err(Unreadable));
    assert_eq!(read::<Order>("{}"), Err(Unreadable));
}

#[test]
fn lists_in_lists_are_read_to_a_depth_that_no_answer_reaches() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    let named = |depth: usize| ["{\"a\":".repeat(depth), "1".to_owned(), "}".repeat(depth)].concat();
    assert!(read::<serde_json::Value>(&nested(64)).is_ok());
    assert!(read::<serde_json::Value>(&named(64)).is_ok());
    assert_eq!(read::<serde_json::Value>(&nested(65)), Err(Unreadable));
    assert_eq!(read::<serde_json::Value>(&named(65)), Err(Unreadable));
    assert_eq!(read::<serde_json::Value>(&"{\"a\":[".repeat(100_000)), Err(Unreadable));
}

#[test]
fn a_field_that_stands_twice_is_refused() {
    assert_eq!(read::<Way>(r#"{"kind":"post","places":[],"fee":1,"fee":2}"#), Err(Unreadable));
    assert_eq!(read::<Money>(r#"{"amount":"1","amount":"1","currency":"TRY"}"#), Err(Unreadable));
}

#[test]
fn a_field_that_may_be_missing_may_be_missing() {
    assert_eq!(read::<Failure>(r#"{"problem":"not_found"}"#), Ok(Failure::new(Problem::NotFound)));
    assert_eq!(read::<Failure>("{}"), Err(Unreadable));
    let fields = read::<Failure>(
        r#"{"problem":"invalid","fields":[{"field":"name","problem":"taken"}],"of_tomorrow":[{}]}"#,
    );
    assert_eq!(fields.map(|failure| failure.fields.len()), Ok(1));
}

#[test]
fn the_shapes_of_real_answers_come_back() {
    assert!(comes_back(&Money::new(-1_050, Currency::Try)));
    assert!(comes_back(&Rights::from_iter([Right::SeeContacts, Right::Send])));
    assert!(comes_back(&FieldKind::Int { least: i64::MIN, most: i64::MAX }));
    assert!(comes_back(&StateReason::Skip(SkipReason::Refused)));
    assert!(comes_back(&TimelineEvent::AddressAdded {
        shown: "+90 532".to_owned(),
        source: AddressSource::Import
    }));
    assert!(comes_back(&vec![(ContactId::from_i64(7), Lang::Tr)]));
}

#[test]
fn an_id_of_another_kind_is_refused() {
    let json = serde_json::to_string(&ContactId::from_i64(7)).unwrap_or_default();
    assert!(read::<ContactId>(&json).is_ok());
    assert_eq!(read::<MessageId>(&json), Err(Unreadable));
}
