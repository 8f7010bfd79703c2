use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use domain::failure::Problem;
use domain::imports::{FileEncoding, Separator};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, XlsxError};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::{ReadError, Reading, read_rows, recognise};

type TestResult<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn read(bytes: &[u8]) -> Result<Vec<(u32, Vec<String>)>, ReadError> {
    let mut source = Cursor::new(bytes.to_vec());
    let reading = recognise(&mut source)?;
    let mut rows = Vec::new();
    read_rows(source, reading, &mut |row| {
        rows.push((row.line(), row.cells().map(ToOwned::to_owned).collect()));
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Gizli")?.set_hidden(true).write(0, 0, "görünmez")?;
    book.add_worksheet().set_name("Boş")?;
    let sheet = book.add_worksheet().set_name("Müşteriler")?.set_active(true);
    sheet.merge_range(0, 0, 0, 3, "Müşteri Listesi", &Format::new())?;
    for (place, heading) in (0_u16..).zip(["Ünvanı", "Cep Tel", "Kayıt", "Bakiye", "Formül"]) {
        sheet.write(2, place, heading)?;
    }
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let phone = Format::new().set_num_format("0 (000) 000 00 00");
    sheet.write(3, 0, "Işık Lastik")?.write_with_format(3, 1, 5_321_234_567_f64, &phone)?;
    sheet.write_with_format(3, 2, &ExcelDateTime::from_ymd(2026, 11, 24)?, &date)?;
    sheet.write(3, 3, 1250.75)?.write(3, 4, Formula::new("=A4").set_result("Işık Lastik"))?;
    sheet.write(5, 1, "0533 765 43 21")?;
    book.save_to_buffer()
}

#[test]
fn a_workbook_gives_its_first_visible_sheet_as_it_is_seen() -> TestResult {
    let rows = read(&workbook()?)?;
    let lines: Vec<_> = rows.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [1, 3, 4, 6]);
    assert_eq!(rows[2].1, ["Işık Lastik", "5321234567", "24.11.2026", "1250.75", "Işık Lastik"]);
    assert_eq!(rows[3].1, ["", "0533 765 43 21"]);
    Ok(())
}

/// A container with these parts.
fn container(parts: &[(&str, &[u8])]) -> TestResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default())?;
        writer.write_all(content)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// The parts of the workbook, one of them replaced.
fn with_part(replaced: &str, content: &[u8]) -> TestResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(workbook()?))?;
    let mut parts = Vec::new();
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place)?;
        let name = entry.name()?.into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut entry, &mut bytes)?;
        parts.push((name, bytes));
    }
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, bytes)| (name.as_str(), if name == replaced { content } else { bytes.as_slice() }))
        .collect();
    container(&parts)
}

#[test]
fn bombs_are_refused_before_they_are_unpacked() -> TestResult {
    let blanks = vec![b' '; 64 << 20];
    let text = [
        b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>".as_slice(),
        &vec![b'x'; 2 << 20],
    ]
    .concat();
    let announced = b"<sst uniqueCount=\"9999999999\"><si><t>a</t></si></sst>";
    for (name, part, content) in [
        ("a sheet of blanks", "xl/worksheets/sheet3.xml", blanks.as_slice()),
        ("one endless cell", "xl/worksheets/sheet3.xml", text.as_slice()),
        ("more texts announced than there are", "xl/sharedStrings.xml", announced.as_slice()),
    ] {
        let problem = read(&with_part(part, content)?).err().map(|error| error.problem);
        assert_eq!(problem, Some(Problem::FileBomb), "{name}");
    }
    let other = container(&[("word/document.xml", b"<w/>")])?;
    assert_eq!(read(&other).err().map(|error| error.problem), Some(Problem::FileNotAList));
    Ok(())
}

#[test]
fn a_sheet_that_breaks_off_is_unreadable() -> TestResult {
    let broken = b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let problem = read(&with_part("xl/worksheets/sheet3.xml", broken)?).err().map(|error| error.problem);
    assert_eq!(problem, Some(Problem::FileUnreadable));
    Ok(())
}

fn read_as(bytes: Vec<u8>, reading: Reading) {
    let _ = read_rows(Cursor::new(bytes), reading, &mut |row| {
        assert!(row.cells().count() == row.len());
        ControlFlow::Continue(())
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), start in 0_usize..6) {
        const STARTS: [&[u8]; 6] = [b"", b"PK\x03\x04", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"sep=;\n"];
        let bytes = [STARTS[start], &bytes].concat();
        let _ = read(&bytes);
        for encoding in FileEncoding::ALL {
            for separator in Separator::ALL {
                read_as(bytes.clone(), Reading::Csv { encoding: *encoding, separator: *separator });
            }
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[a-zğışİ;,\"\\r\\n\t|0-9 ]{0,300}") {
        if let Ok(rows) = read(text.as_bytes()) {
            prop_assert!(rows.is_sorted_by_key(|(line, _)| *line));
        }
    }

    #[test]
    fn no_changed_workbook_makes_the_reader_panic(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = workbook().unwrap_or_default();
        for (place, byte) in places {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        let _ = read(&bytes);
    }
}
