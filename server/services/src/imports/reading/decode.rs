//! Bytes to UTF-8 with `\n` at the end of every line, a piece at a time.

use std::io::Read;

use domain::imports::FileEncoding;
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1254};

use super::error::ReadError;

const PIECE: usize = 64 << 10;

/// The text of a list.
pub(super) struct Text<R> {
    source: R,
    letters: Letters,
    raw: Vec<u8>,
    text: String,
    after_return: bool,
    ended: bool,
}

/// How bytes become letters.
enum Letters {
    Table(Box<Decoder>),
    /// Latin-5 as its standard has it; the Web's table of that name is Windows-1254.
    Latin5,
}

impl Letters {
    fn of(encoding: FileEncoding) -> Self {
        let table = |table: &'static Encoding| Self::Table(Box::new(table.new_decoder_with_bom_removal()));
        match encoding {
            FileEncoding::Utf8 => table(UTF_8),
            FileEncoding::Utf16Le => table(UTF_16LE),
            FileEncoding::Utf16Be => table(UTF_16BE),
            FileEncoding::Windows1254 => table(WINDOWS_1254),
            FileEncoding::Iso8859_9 => Self::Latin5,
        }
    }

    fn read(&mut self, raw: &[u8], is_last: bool, text: &mut String) {
        match self {
            Self::Table(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 3));
                let _ = decoder.decode_to_string(raw, text, is_last);
            }
            Self::Latin5 => text.extend(raw.iter().copied().map(latin5)),
        }
    }
}

/// ISO/IEC 8859-9: Latin-1 but for six letters, with nothing between 0x80 and 0x9F.
const fn latin5(byte: u8) -> char {
    match byte {
        0x80..=0x9F => char::REPLACEMENT_CHARACTER,
        0xD0 => 'Ğ',
        0xDD => 'İ',
        0xDE => 'Ş',
        0xF0 => 'ğ',
        0xFD => 'ı',
        0xFE => 'ş',
        other => other as char,
    }
}

impl<R: Read> Text<R> {
    pub fn new(source: R, encoding: FileEncoding) -> Self {
        let letters = Letters::of(encoding);
        Self { source, letters, raw: vec![0; PIECE], text: String::new(), after_return: false, ended: false }
    }

    /// The next piece; `None` after the last. The text ends with `\n`.
    pub fn next_piece(&mut self) -> Result<Option<&str>, ReadError> {
        if self.ended {
            return Ok(None);
        }
        let read = self.source.read(&mut self.raw)?;
        self.ended = read == 0;
        self.text.clear();
        self.letters.read(&self.raw[..read], self.ended, &mut self.text);
        self.after_return = unify_line_ends(&mut self.text, self.after_return);
        if self.ended {
            self.text.push('\n');
        }
        Ok(Some(&self.text))
    }
}

/// Makes `\r\n` and a lone `\r` one `\n`; tells whether the text ends with a `\r`, whose `\n` may be
/// the first letter of the next piece.
fn unify_line_ends(text: &mut String, after_return: bool) -> bool {
    if after_return && text.starts_with('\n') {
        text.remove(0);
    }
    let ends_with_return = text.ends_with('\r');
    if text.contains('\r') {
        *text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    ends_with_return || (after_return && text.is_empty())
}

/// The beginning of a text, for guesses; letters cut at its end are lost.
pub(super) fn decode_all(raw: &[u8], encoding: FileEncoding) -> String {
    let mut text = String::new();
    Letters::of(encoding).read(raw, false, &mut text);
    unify_line_ends(&mut text, false);
    text
}
