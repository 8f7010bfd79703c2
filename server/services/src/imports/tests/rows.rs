//! Rows of every kind against what becomes of them.

use std::io::Cursor;
use std::ops::ControlFlow;

use domain::contacts::{ContactAddress, ContactKind};
use domain::imports::{FileEncoding, ImportField, ImportPlan, RejectReason, Separator};
use domain::messages::RecipientKind;
use proptest::prelude::*;

use super::super::contact_row::{ReadContact, ReadRow, read_row};
use super::super::reading::{Reading, read_rows};

fn read(columns: &[ImportField], text: &str) -> Vec<ReadRow> {
    let plan = ImportPlan { columns: columns.to_vec(), ..ImportPlan::default() };
    let reading = Reading::Csv { encoding: FileEncoding::Utf8, separator: Separator::Semicolon };
    let mut rows = Vec::new();
    let done = read_rows(Cursor::new(text.as_bytes().to_vec()), reading, &mut |row| {
        rows.push(read_row(&plan, row));
        ControlFlow::Continue(())
    });
    assert!(done.is_ok() || text.contains('"'), "{done:?}");
    rows
}

fn contact(columns: &[ImportField], text: &str) -> Option<ReadContact> {
    read(columns, text).pop().and_then(|row| row.contact)
}

use ImportField as F;

#[test]
fn a_phone_cell_is_read_however_it_is_written() {
    for (cell, expected) in [
        ("0 (532) 123 45 67 - 0533 765 43 21", &["+905321234567", "+905337654321"] as &[&str]),
        ("5321234567", &["+905321234567"]),
        ("=\"\"05321234567\"\"", &["+905321234567"]),
        ("5,321234567E+09", &["+905321234567"]),
        ("+49 151 23456789", &["+4915123456789"]),
        ("0332 555 03 02 / 0332 555 03 02", &["+903325550302"]),
    ] {
        let found = contact(&[F::Phone], &format!("\"{cell}\"\n"));
        let phones: Vec<_> =
            found.iter().flat_map(|found| &found.addresses).map(ContactAddress::as_str).collect();
        assert_eq!(phones, expected, "{cell}");
    }
}

#[test]
fn a_bad_phone_is_told_by_its_fault() {
    use RejectReason as R;
    for (cell, reason) in [
        ("0532 123 45 6", R::PhoneTooShort),
        ("0532 123 45 678", R::PhoneTooLong),
        ("sekreter", R::PhoneLetters),
        ("444 1 234", R::PhoneShortNumber),
        ("9,05321E+11", R::PhoneRounded),
        ("-", R::NoAddress),
        ("0", R::NoAddress),
    ] {
        let rows = read(&[F::FullName, F::Phone], &format!("Ayşe;{cell}\n"));
        let told = rows.first().map(|row| (row.contact.is_none(), row.left_out[0].1));
        assert_eq!(told, Some((true, reason)), "{cell}");
    }
}

#[test]
fn firms_and_people_are_told_apart() {
    let columns = [F::CustomerName, F::Phone];
    let firm = contact(&columns, "IŞIK LASTİK SAN. TİC. LTD. ŞTİ.;05321234567\n").map(|found| found.card);
    let firm = firm.map(|card| (card.kind, card.recipient, card.name()));
    let name = "IŞIK LASTİK SAN. TİC. LTD. ŞTİ.".to_owned();
    assert_eq!(firm, Some((ContactKind::Company, RecipientKind::Merchant, name)));
    let person = contact(&columns, "MEHMET ALİ IŞIK;05321234567\n").map(|found| found.card);
    let person = person.map(|card| (card.kind, card.recipient, card.name()));
    assert_eq!(person, Some((ContactKind::Person, RecipientKind::Individual, "Mehmet Ali Işık".to_owned())));
}

#[test]
fn a_national_id_is_never_kept() {
    let found = contact(&[F::CustomerName, F::TaxNumber, F::Phone], "Ayşe Işık;10000000146;05321234567\n");
    let printed = format!("{found:?}");
    assert!(found.is_some_and(|found| found.card.tax_number.is_none()));
    assert!(!printed.contains("10000000146"));
}

#[test]
fn what_the_row_says_of_language_and_kind_is_noted() {
    let columns = [F::Phone, F::Language, F::Recipient, F::Tag, F::Tag];
    let found = contact(&columns, "05321234567;English;TACİR;Filo|VIP;filo\n");
    let tags = found.as_ref().map(|found| found.tags.len());
    assert_eq!(tags, Some(2));
    assert!(found.is_some_and(|found| found.says_lang && found.says_recipient));
}

proptest! {
    #[test]
    fn no_text_makes_a_row_panic(
        text in "\\PC{0,80}(;\\PC{0,40}){0,5}\n",
        columns in prop::collection::vec(prop::sample::select(ImportField::ALL), 1..6),
    ) {
        for row in read(&columns, &text) {
            prop_assert!(row.contact.is_some() || !row.left_out.is_empty());
            prop_assert!(row.contact.is_none_or(|contact| !contact.addresses.is_empty()));
        }
    }
}
