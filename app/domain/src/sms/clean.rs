use serde::{Deserialize, Serialize};

use super::compose::normalize;

/// Whether a company pays for Turkish letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// `ş` stays `ş`.
    #[default]
    Turkish,
    /// `ş` becomes `s`.
    Ascii,
}

/// The text to send: composed, without typographic characters, and with the letters asked for.
#[must_use]
pub fn prepare(text: &str, letters: Letters) -> String {
    let clean = normalize(&clean_up(&normalize(text))).into_owned();
    match letters {
        Letters::Turkish => clean,
        Letters::Ascii => transliterate(&clean),
    }
}

/// Replaces Turkish letters, circumflexed ones included, by their ASCII base letters.
#[must_use]
pub fn transliterate(text: &str) -> String {
    normalize(text).chars().map(ascii_letter).collect()
}

const fn ascii_letter(letter: char) -> char {
    match letter {
        'ç' => 'c',
        'Ç' => 'C',
        'ğ' => 'g',
        'Ğ' => 'G',
        'ı' | 'î' => 'i',
        'İ' | 'Î' => 'I',
        'ö' => 'o',
        'Ö' => 'O',
        'ş' => 's',
        'Ş' => 'S',
        'ü' | 'û' => 'u',
        'Ü' | 'Û' => 'U',
        'â' => 'a',
        'Â' => 'A',
        other => other,
    }
}

/// Replaces what word processors type by what the GSM alphabet has: `“…”` by `"..."`.
///
/// Line ends become LF, since CR LF costs two. Cleaning twice changes nothing.
#[must_use]
pub fn clean_up(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().filter(|letter| !is_zero_width(*letter)).peekable();
    while let Some(letter) = letters.next() {
        let begins_line_end = letter == '\r' && letters.peek() == Some(&'\n');
        if !begins_line_end {
            push_plain(letter, &mut clean);
        }
    }
    clean
}

const fn is_zero_width(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200D}' | '\u{FEFF}')
}

fn push_plain(letter: char, clean: &mut String) {
    match letter {
        '“' | '”' | '„' => clean.push('"'),
        '‘' | '’' | '‚' | '′' | '`' => clean.push('\''),
        '–' | '—' | '\u{2212}' | '•' => clean.push('-'),
        '…' => clean.push_str("..."),
        '\u{A0}' | '\u{2009}' | '\u{202F}' | '\t' => clean.push(' '),
        '₺' => clean.push_str("TL"),
        '\r' => clean.push('\n'),
        other => clean.push(other),
    }
}
