//! Which letters the bytes of a text are.

use std::io::{Read, SeekFrom};

use domain::imports::FileEncoding;

use super::Source;
use super::error::ReadError;

/// Good sequences of UTF-8 for each bad byte that still make a text UTF-8 with a few wounds.
const WOUNDS: u64 = 20;

/// What was counted in a text.
#[derive(Debug, Default)]
struct Counts {
    bytes: u64,
    /// Sequences of more than one byte that are UTF-8.
    sequences: u64,
    /// Bytes that are not.
    broken: u64,
    /// Zero bytes at even and odd places: the upper halves of UTF-16.
    zeros: [u64; 2],
    /// Bytes from 0x80 to 0x9F: letters in Windows-1254 only.
    upper_controls: u64,
    /// Line ends without a carriage return.
    bare_ends: u64,
    ends: u64,
}

/// The encoding of a text; `None` for bytes that are no text.
pub(super) fn encoding(source: &mut impl Source) -> Result<Option<FileEncoding>, ReadError> {
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::with_capacity(4);
    Read::take(&mut *source, 4).read_to_end(&mut start)?;
    source.seek(SeekFrom::Start(0))?;
    if let Some(marked) = by_mark(&start) {
        return Ok(Some(marked));
    }
    let counts = count(source)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(by_counts(&counts))
}

fn by_mark(start: &[u8]) -> Option<FileEncoding> {
    match start {
        [0xEF, 0xBB, 0xBF, ..] => Some(FileEncoding::Utf8),
        [0xFF, 0xFE, ..] => Some(FileEncoding::Utf16Le),
        [0xFE, 0xFF, ..] => Some(FileEncoding::Utf16Be),
        _ => None,
    }
}

fn by_counts(counts: &Counts) -> Option<FileEncoding> {
    let [even, odd] = counts.zeros;
    // Latin text in UTF-16 has a zero in every second byte, on one side only.
    if odd * 4 > counts.bytes && even * 20 < odd {
        return Some(FileEncoding::Utf16Le);
    }
    if even * 4 > counts.bytes && odd * 20 < even {
        return Some(FileEncoding::Utf16Be);
    }
    if even + odd > 0 {
        return None;
    }
    if counts.broken == 0 || counts.sequences > counts.broken * WOUNDS {
        return Some(FileEncoding::Utf8);
    }
    // Both have the same letters; what was written on Unix is the standard rather than Windows'.
    let from_unix = counts.ends > 0 && counts.bare_ends == counts.ends;
    let latin5 = counts.upper_controls == 0 && from_unix;
    Some(if latin5 { FileEncoding::Iso8859_9 } else { FileEncoding::Windows1254 })
}

fn count(source: &mut impl Source) -> Result<Counts, ReadError> {
    let mut counts = Counts::default();
    let mut piece = vec![0; 64 << 10];
    let (mut kept, mut before) = (0, 0);
    loop {
        let read = source.read(&mut piece[kept..])?;
        let filled = kept + read;
        for &byte in &piece[kept..filled] {
            counts.take(byte, before);
            before = byte;
        }
        let rest = counts.take_utf8(&piece[..filled], read == 0);
        piece.copy_within(filled - rest..filled, 0);
        kept = rest;
        if read == 0 {
            return Ok(counts);
        }
    }
}

impl Counts {
    fn take(&mut self, byte: u8, before: u8) {
        match byte {
            0 => self.zeros[usize::from(!self.bytes.is_multiple_of(2))] += 1,
            0x80..=0x9F => self.upper_controls += 1,
            b'\n' => {
                self.ends += 1;
                self.bare_ends += u64::from(before != b'\r');
            }
            _ => {}
        }
        self.bytes += 1;
    }

    /// Counts the sequences of a piece; returns how many bytes at its end begin one that goes on.
    fn take_utf8(&mut self, mut piece: &[u8], is_last: bool) -> usize {
        loop {
            let Err(error) = std::str::from_utf8(piece) else {
                self.sequences += leading(piece);
                return 0;
            };
            let (good, bad) = piece.split_at(error.valid_up_to());
            self.sequences += leading(good);
            match error.error_len() {
                None if !is_last => return bad.len(),
                None => {
                    self.broken += 1;
                    return 0;
                }
                Some(length) => {
                    self.broken += 1;
                    piece = &bad[length..];
                }
            }
        }
    }
}

/// First bytes of sequences of more than one byte.
fn leading(good: &[u8]) -> u64 {
    good.iter().filter(|byte| **byte >= 0xC0).count() as u64
}
