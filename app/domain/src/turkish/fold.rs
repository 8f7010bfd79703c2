use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key a search compares: `  Şükrü  IŞIK` and `sukru isik` both fold to `sukru isik`.
///
/// Case, Turkish and accented letters, compatibility forms and runs of white space no longer
/// differ. Letters of other alphabets stay. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    let letters = text.nfkd().filter(|&letter| !is_combining_mark(letter));
    for letter in letters.flat_map(char::to_lowercase) {
        if !letter.is_whitespace() {
            push_base_letter(letter, &mut key);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// Letters that Unicode does not decompose. The dotless `ı` is one of them, so that all four
/// letters I meet in `i`, whatever case rule made them.
fn push_base_letter(letter: char, key: &mut String) {
    match letter {
        'ı' => key.push('i'),
        'ß' => key.push_str("ss"),
        'æ' => key.push_str("ae"),
        'œ' => key.push_str("oe"),
        'ø' => key.push('o'),
        'đ' | 'ð' => key.push('d'),
        'ł' => key.push('l'),
        'þ' => key.push_str("th"),
        other => key.push(other),
    }
}
