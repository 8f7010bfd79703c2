//! What a file is by its first bytes, whatever its name says.

use std::io::{Read, SeekFrom};

use domain::failure::Problem;
use domain::imports::FileEncoding;

use super::error::ReadError;
use super::{Reading, Source, detect, likely_separator, zip_guard};

/// Bytes that decide about separators.
const HEAD: u64 = 64 << 10;
/// The beginning of old workbooks and of protected new ones.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Files that people upload by mistake: PDF, RTF, PNG, JPEG, GIF, RAR, 7z, gzip, HTML and XML.
const OTHERS: &[&[u8]] = &[
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"Rar!",
    b"7z\xBC\xAF",
    b"\x1F\x8B",
    b"<!DOC",
    b"<html",
    b"<HTML",
    b"<?xml",
    b"<table",
];

/// Finds out how a list is to be read, and refuses what is no list or is made to do harm.
pub(in crate::imports) fn recognise(source: &mut impl Source) -> Result<Reading, ReadError> {
    let head = head_of(source)?;
    if head.is_empty() {
        return Err(Problem::FileEmpty.into());
    }
    if head.starts_with(COMPOUND) {
        return Err(compound(source)?.into());
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        zip_guard::check(source)?;
        return Ok(Reading::Xlsx);
    }
    let text = head.trim_ascii_start();
    if OTHERS.iter().any(|mark| text.starts_with(mark)) {
        return Err(Problem::FileNotAList.into());
    }
    let encoding = detect::encoding(source)?.ok_or(Problem::FileNotAList)?;
    let separator = likely_separator(&decoded(&head, encoding));
    Ok(Reading::Csv { encoding, separator })
}

fn head_of(source: &mut impl Source) -> Result<Vec<u8>, ReadError> {
    let mut head = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    Read::take(&mut *source, HEAD).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// A protected workbook is an old container with a stream named `EncryptedPackage`.
fn compound(source: &mut impl Source) -> Result<Problem, ReadError> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut piece = vec![0; 64 << 10];
    let mut kept = 0;
    loop {
        let read = source.read(&mut piece[kept..])?;
        if read == 0 {
            return Ok(Problem::FileOldExcel);
        }
        let filled = kept + read;
        if piece[..filled].windows(name.len()).any(|window| window == name) {
            return Ok(Problem::FileProtected);
        }
        kept = filled.min(name.len());
        piece.copy_within(filled - kept..filled, 0);
    }
}

fn decoded(head: &[u8], encoding: FileEncoding) -> String {
    super::decode::decode_all(head, encoding)
}
