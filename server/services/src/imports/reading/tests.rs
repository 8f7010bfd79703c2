use std::io::Cursor;
use std::ops::ControlFlow;

use domain::failure::Problem;
use domain::imports::{FileEncoding, Separator};

use super::{ReadError, Reading, read_rows, recognise};

/// Line and cells of every row.
type Rows = Vec<(u32, Vec<String>)>;

/// The rows of a list, and how it was recognised.
fn rows(bytes: &[u8]) -> Result<(Reading, Rows), ReadError> {
    let mut source = Cursor::new(bytes.to_vec());
    let reading = recognise(&mut source)?;
    let mut rows = Vec::new();
    read_rows(source, reading, &mut |row| {
        rows.push((row.line(), row.cells().map(ToOwned::to_owned).collect()));
        ControlFlow::Continue(())
    })?;
    Ok((reading, rows))
}

fn problem(bytes: &[u8]) -> Option<Problem> {
    rows(bytes).err().map(|error| error.problem)
}

const LIST: &str = "ÜNVAN;İL;Cep\r\nIşık Lastik;Iğdır;0532 123 45 67\r\nÇağ Oto;Şırnak;0533 765 43 21\r\n";

fn encoded(encoding: FileEncoding, text: &str, mark: bool) -> Vec<u8> {
    match encoding {
        FileEncoding::Utf8 if mark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        FileEncoding::Utf8 => text.as_bytes().to_vec(),
        FileEncoding::Utf16Le => {
            let mark = mark.then_some(0xFEFF_u16);
            mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        }
        FileEncoding::Utf16Be => {
            let mark = mark.then_some(0xFEFF_u16);
            mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect()
        }
        FileEncoding::Windows1254 | FileEncoding::Iso8859_9 => {
            encoding_rs::WINDOWS_1254.encode(text).0.into_owned()
        }
    }
}

#[test]
fn every_encoding_is_recognised_with_and_without_a_mark() -> Result<(), ReadError> {
    for encoding in FileEncoding::ALL {
        for mark in [true, false] {
            let text =
                if *encoding == FileEncoding::Iso8859_9 { LIST.replace('\r', "") } else { LIST.into() };
            let (reading, rows) = rows(&encoded(*encoding, &text, mark))?;
            assert_eq!(reading.encoding(), Some(*encoding), "mark: {mark}");
            assert_eq!(rows[1], (2, vec!["Işık Lastik".into(), "Iğdır".into(), "0532 123 45 67".into()]));
            assert_eq!(rows[2].1[1], "Şırnak", "{encoding}");
        }
    }
    Ok(())
}

#[test]
fn every_separator_is_recognised_also_inside_quotes() -> Result<(), ReadError> {
    for separator in Separator::ALL {
        let mark = char::from(separator.byte());
        let text = format!(
            "ad{mark}not{mark}tel\n\"Ayşe; Işık, |\t\"{mark}x{mark}0532\nAli{mark}\"a\nb\"{mark}0533\n"
        );
        let (reading, rows) = rows(text.as_bytes())?;
        assert_eq!(reading.separator(), Some(*separator));
        assert_eq!(rows[1].1, ["Ayşe; Işık, |\t", "x", "0532"]);
        assert_eq!(rows[2].1, ["Ali", "a\nb", "0533"]);
    }
    Ok(())
}

#[test]
fn one_column_is_a_list_too() -> Result<(), ReadError> {
    let (_, rows) = rows(b"05321234567\n05337654321")?;
    assert_eq!(rows, [(1, vec!["05321234567".to_owned()]), (2, vec!["05337654321".to_owned()])]);
    Ok(())
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() -> Result<(), ReadError> {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["", "a;b", "", "\"x\ny\nz\";1", ";;", "c;2", "", "", "d;3"].join(end);
        let lines: Vec<_> = rows(text.as_bytes())?.1.into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [2, 4, 6, 9], "{end:?}");
    }
    let named = rows(b"sep=,\r\na;x,b\r\nc,d\r\n")?;
    assert_eq!(
        (named.0.separator(), named.1[0].clone()),
        (Some(Separator::Comma), (1, vec!["a;x".into(), "b".into()]))
    );
    Ok(())
}

#[test]
fn what_is_no_list_is_refused_whatever_its_name_says() {
    let protected: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    for (bytes, expected) in [
        (b"".to_vec(), Problem::FileEmpty),
        (b"%PDF-1.7 ...".to_vec(), Problem::FileNotAList),
        (b"\x89PNG\r\n".to_vec(), Problem::FileNotAList),
        (b"  <html><table>".to_vec(), Problem::FileNotAList),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04".to_vec(), Problem::FileNotAList),
        (compound.clone(), Problem::FileOldExcel),
        ([compound, vec![0; 70_000], protected].concat(), Problem::FileProtected),
        (b"PK\x03\x04 broken".to_vec(), Problem::FileUnreadable),
        ("ad;tel\n\"Ayşe;0532\n".repeat(3).into_bytes(), Problem::FileOpenQuote),
        (format!("a\n\"{}", "x\n".repeat(300_000)).into_bytes(), Problem::FileOpenQuote),
    ] {
        assert_eq!(problem(&bytes), Some(expected), "{:?}", &bytes[..bytes.len().min(12)]);
    }
}

#[test]
fn a_few_broken_bytes_do_not_make_a_text_windows() -> Result<(), ReadError> {
    let mut bytes = "İsim;Şehir\nÖmer;Ağrı\n".repeat(50).into_bytes();
    bytes.extend(b"bozuk \xFF;x\n");
    let (reading, rows) = rows(&bytes)?;
    assert_eq!(reading.encoding(), Some(FileEncoding::Utf8));
    assert_eq!(rows.last().map(|row| row.1[0].as_str()), Some("bozuk \u{FFFD}"));
    Ok(())
}
