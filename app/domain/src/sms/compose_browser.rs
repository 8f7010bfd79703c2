use std::borrow::Cow;

/// The composed form of the letters that Turkish has: enough for a count while somebody types, without
/// Unicode's tables, which are 40 KB of every visit. The server counts again with all of them.
#[must_use]
pub fn normalize(text: &str) -> Cow<'_, str> {
    if !text.contains(MARKS) {
        return Cow::Borrowed(text);
    }
    let mut whole = String::with_capacity(text.len());
    for letter in text.chars() {
        match whole.chars().next_back().and_then(|base| compose(base, letter)) {
            Some(composed) => {
                whole.pop();
                whole.push(composed);
            }
            None => whole.push(letter),
        }
    }
    Cow::Owned(whole)
}

const CEDILLA: char = '\u{327}';
const BREVE: char = '\u{306}';
const DOT: char = '\u{307}';
const DIAERESIS: char = '\u{308}';
const CIRCUMFLEX: char = '\u{302}';
const MARKS: [char; 5] = [CEDILLA, BREVE, DOT, DIAERESIS, CIRCUMFLEX];

const fn compose(base: char, mark: char) -> Option<char> {
    Some(match (base, mark) {
        ('c', CEDILLA) => 'ç',
        ('C', CEDILLA) => 'Ç',
        ('s', CEDILLA) => 'ş',
        ('S', CEDILLA) => 'Ş',
        ('g', BREVE) => 'ğ',
        ('G', BREVE) => 'Ğ',
        ('I', DOT) => 'İ',
        ('o', DIAERESIS) => 'ö',
        ('O', DIAERESIS) => 'Ö',
        ('u', DIAERESIS) => 'ü',
        ('U', DIAERESIS) => 'Ü',
        ('a', CIRCUMFLEX) => 'â',
        ('A', CIRCUMFLEX) => 'Â',
        ('i', CIRCUMFLEX) => 'î',
        ('I', CIRCUMFLEX) => 'Î',
        ('u', CIRCUMFLEX) => 'û',
        ('U', CIRCUMFLEX) => 'Û',
        _ => return None,
    })
}
