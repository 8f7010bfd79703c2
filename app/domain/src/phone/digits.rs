use super::PhoneError;

/// What remains of a written number: its ASCII digits, and whether a country code leads them.
pub(super) struct Dialled {
    pub international: bool,
    pub digits: String,
}

/// Maps foreign digits to ASCII, drops punctuation and turns a leading `00` into `+`.
pub(super) fn read(text: &str) -> Result<Dialled, PhoneError> {
    let mut plus = false;
    let mut digits = String::with_capacity(text.len().min(20));
    for symbol in text.chars() {
        if let Some(digit) = ascii_digit(symbol) {
            digits.push(digit);
        } else if matches!(symbol, '+' | '＋') && !plus && digits.is_empty() {
            plus = true;
        } else if symbol.is_alphabetic() {
            return Err(PhoneError::Letters);
        } else if !is_punctuation(symbol) {
            return Err(PhoneError::Character(symbol));
        }
    }
    Ok(match digits.strip_prefix("00") {
        Some(rest) if !plus => Dialled { international: true, digits: rest.to_owned() },
        _ => Dialled { international: plus, digits },
    })
}

/// ASCII, Arabic-Indic, Persian and full-width digits.
fn ascii_digit(symbol: char) -> Option<char> {
    let zero = match symbol {
        '0'..='9' => return Some(symbol),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(symbol) - u32::from(zero), 10)
}

/// What people and spreadsheets put between digits, including dashes and invisible marks.
fn is_punctuation(symbol: char) -> bool {
    symbol.is_whitespace()
        || matches!(symbol, '(' | ')' | '-' | '.' | '/' | '\u{AD}' | '\u{2212}' | '\u{FEFF}')
        || matches!(symbol, '\u{2000}'..='\u{2015}' | '\u{202A}'..='\u{202F}' | '\u{2060}'..='\u{2069}')
}
