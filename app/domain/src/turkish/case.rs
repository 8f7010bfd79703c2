//! Letter case by the Turkish rules `I`↔`ı`, `İ`↔`i` (Unicode SpecialCasing, language `tr`); the
//! locale-free mapping of the standard library turns `İ` into two characters and `I` into `i`.

const COMBINING_DOT_ABOVE: char = '\u{307}';

/// Lower case with Turkish rules: `IĞDIR İLİ` becomes `ığdır ili`.
#[must_use]
pub fn to_lower(text: &str) -> String {
    map_with_dots(text, |letter, dotted, out| match letter {
        'I' if !dotted => out.push('ı'),
        'I' | 'İ' => out.push('i'),
        other => out.extend(other.to_lowercase()),
    })
}

/// Upper case with Turkish rules: `ığdır ili` becomes `IĞDIR İLİ`.
#[must_use]
pub fn to_upper(text: &str) -> String {
    map_with_dots(text, |letter, _dotted, out| match letter {
        'i' => out.push('İ'),
        'ı' => out.push('I'),
        other => out.extend(other.to_uppercase()),
    })
}

/// Capitalises each word, for names an ERP keeps in capitals: `AYŞE IŞIK` becomes `Ayşe Işık`.
#[must_use]
pub fn to_title(text: &str) -> String {
    let mut titled = String::with_capacity(text.len());
    for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric() && letter != '\'') {
        let head = word.chars().next().map_or(0, char::len_utf8);
        titled.push_str(&to_upper(&word[..head]));
        titled.push_str(&to_lower(&word[head..]));
    }
    titled
}

/// Maps letter by letter; an `i` of either case swallows a combining dot that follows it, and
/// `map` is told so.
fn map_with_dots(text: &str, mut map: impl FnMut(char, bool, &mut String)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let dotted = matches!(letter, 'I' | 'i') && letters.next_if_eq(&COMBINING_DOT_ABOVE).is_some();
        map(letter, dotted, &mut out);
    }
    out
}
