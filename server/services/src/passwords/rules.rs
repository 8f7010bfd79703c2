use domain::accounts::Password;
use domain::turkish::fold;

use super::runs::{surprises, unit};
use super::words::are_one_or_two_words;

/// Fewer surprising characters than this can be guessed by walking.
const FEWEST_SURPRISES: usize = 6;
/// Digits alone are dates, phone numbers and card numbers up to this length.
const LONGEST_NUMBER: usize = 16;
/// What is left beside a name must be a password of its own.
const FEWEST_BESIDE_NAMES: usize = 8;

/// Whether a guesser finds the password early: a listed word (or two) with digits and signs around, a
/// walk over the keyboard, a repetition, a number, or little more than one of `names` (person, username,
/// e-mail address, company, brand). Length is checked elsewhere.
pub fn is_easy_to_guess(password: &Password, names: &[&str]) -> bool {
    let text = fold(password.expose());
    let plain: Vec<char> = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let all: Vec<char> = text.chars().collect();
    surprises(unit(&all)) < FEWEST_SURPRISES
        || is_short_number(&plain)
        || is_word_in_disguise(&all)
        || is_mostly_names(&plain, names)
}

fn is_short_number(plain: &[char]) -> bool {
    plain.len() <= LONGEST_NUMBER && plain.iter().all(char::is_ascii_digit)
}

/// Looks at the letters with and without reading look-alike signs, because `1905` after a word is a
/// number and `4` inside a word is an `a`.
fn is_word_in_disguise(all: &[char]) -> bool {
    let bare = all.iter().copied().filter(|letter| letter.is_alphabetic()).collect::<Vec<_>>();
    let inner = trim(all).iter().map(|letter| look_alike(*letter));
    let read = inner.filter(|letter| letter.is_alphabetic()).collect::<Vec<_>>();
    let whole = all.iter().map(|letter| look_alike(*letter)).filter(|letter| letter.is_alphabetic());
    let whole = whole.collect::<Vec<_>>();
    [bare, read, whole].iter().any(|letters| are_one_or_two_words(&unit(letters).iter().collect::<String>()))
}

/// Without what is no letter at both ends.
fn trim(all: &[char]) -> &[char] {
    let first = all.iter().position(|letter| letter.is_alphabetic() || is_sign_for_letter(*letter));
    let last = all.iter().rposition(|letter| letter.is_alphabetic());
    match (first, last) {
        (Some(first), Some(last)) if first <= last => &all[first..=last],
        _ => &[],
    }
}

const fn is_sign_for_letter(letter: char) -> bool {
    matches!(letter, '@' | '$')
}

const fn look_alike(letter: char) -> char {
    match letter {
        '0' => 'o',
        '1' | '!' | '|' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        other => other,
    }
}

fn is_mostly_names(plain: &[char], names: &[&str]) -> bool {
    let text: String = plain.iter().collect();
    let pieces = names.iter().flat_map(|name| name_pieces(name));
    let rest = pieces.fold(text.clone(), |rest, piece| rest.replace(&piece, " "));
    let left: Vec<char> = rest.chars().filter(|letter| *letter != ' ').collect();
    rest != text && surprises(&left) < FEWEST_BESIDE_NAMES
}

/// The whole name without blanks first, then its words of four letters and more.
fn name_pieces(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let whole = folded.chars().filter(|letter| letter.is_alphanumeric()).collect();
    std::iter::once(whole)
        .chain(words.map(str::to_owned))
        .filter(|piece| piece.chars().count() >= 4)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn easy(text: &str) -> bool {
        is_easy_to_guess(&Password::new(text), &["Ayşe Yıldız", "ayse.y", "info@isikltd.com.tr", "Işık Ltd."])
    }

    #[test]
    fn refuses_what_people_choose_first() {
        for text in [
            "galatasaray1905",
            "G@latasaray1905!",
            "Fenerbahçe1907",
            "besiktas1903!!",
            "sifre12345678",
            "Şifre1234567",
            "123456789012",
            "qwertyuiop123",
            "1q2w3e4r5t6y",
            "aaaaaaaaaaaa",
            "abcabcabcabc",
            "Password123!",
            "p4ssw0rd2026",
            "passwordpassword",
            "05321234567890",
            "annebaba1234",
            "İstanbul34.34",
            "mehmetfatma1990",
            "zxcvbnm,./12",
            "askimaskimaskim",
            "!!!admin2026!!!",
            "akinsoft2026!",
            "kedikedikedikedi",
        ] {
            assert!(easy(text), "{text}");
        }
    }

    #[test]
    fn takes_what_nobody_guesses() {
        for text in [
            "mor salkım altında",
            "kırk katır mı kırk satır mı",
            "tr9#Kd!vQ2pL",
            "correct zebra lamp nine",
            "gözleme yedim otobüste",
            "48151623427749915",
            "vapur-simit-lodos-martı",
        ] {
            assert!(!easy(text), "{text}");
        }
    }

    #[test]
    fn refuses_little_more_than_a_name() {
        for text in ["ayşeyıldız2026", "Yildiz-Ayse-1", "isikltd2026!!", "info@isikltd1", "AYŞE.Y+AYŞE.Y"]
        {
            assert!(easy(text), "{text}");
        }
        assert!(!easy("yıldız tozu, pekmez ve kar"));
    }
}
