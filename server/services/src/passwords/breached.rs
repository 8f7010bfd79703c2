use domain::accounts::Password;
use domain::turkish::fold;
use sha2::{Digest, Sha256};

use super::runs::unit;

/// Some forty thousand of the most common passwords of published breaches, as the first 32 bits of their
/// SHA-256, big endian and sorted; `.ci/breached` makes the file. A password that is not among them is
/// mistaken for one of them once in a hundred thousand times.
const LIST: &[u8] = include_bytes!("breached.bin");
const WIDTH: usize = 4;
/// What a listed password may be padded by: it has to make up half of the text.
const SHARE: usize = 2;

/// Whether a password is known from breaches: as it is, or with digits and signs around it that fill it
/// up to the length that is asked for.
pub fn is_breached(password: &Password) -> bool {
    let text = fold(password.expose());
    let all: Vec<char> = text.chars().collect();
    let letters: Vec<char> = all.iter().copied().filter(|letter| letter.is_alphabetic()).collect();
    let core = between(&all, |letter| letter.is_alphabetic());
    let tail = between(&all, char::is_alphanumeric);
    [all.as_slice(), tail, core, &letters]
        .iter()
        .any(|part| part.len() * SHARE >= all.len() && (is_listed(part) || is_listed(unit(part))))
}

/// The text from its first to its last letter of a kind.
fn between(text: &[char], counts: impl Fn(char) -> bool) -> &[char] {
    let first = text.iter().position(|letter| counts(*letter));
    let last = text.iter().rposition(|letter| counts(*letter));
    first.zip(last).map_or(&[], |(first, last)| &text[first..=last])
}

fn is_listed(part: &[char]) -> bool {
    let digest = Sha256::digest(part.iter().collect::<String>().as_bytes());
    let wanted = &digest[..WIDTH];
    let (mut low, mut high) = (0, LIST.len() / WIDTH);
    while low < high {
        let middle = low.midpoint(high);
        match LIST[middle * WIDTH..][..WIDTH].cmp(wanted) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breached(text: &str) -> bool {
        is_breached(&Password::new(text))
    }

    #[test]
    fn the_list_is_sorted_and_below_a_megabyte() {
        assert!(LIST.len().is_multiple_of(WIDTH) && LIST.len() > 160_000 && LIST.len() < 1_000_000);
        let hashes: Vec<_> = LIST.chunks_exact(WIDTH).collect();
        assert!(hashes.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn finds_listed_passwords_alone_padded_and_repeated() {
        for text in [
            "password",
            "Trustno1",
            "unbelievable",
            "SonyEricsson12345",
            "!!Metallica!!1990",
            "michellemichelle",
            "scoobydoo....",
            "leavemealone",
        ] {
            assert!(breached(text), "{text}");
        }
    }

    #[test]
    fn takes_what_was_in_no_breach() {
        for text in [
            "mor salkım altında",
            "kırk katır mı kırk satır mı",
            "tr9#Kd!vQ2pL",
            "correct zebra lamp nine",
            "48151623427749915",
            "vapur-simit-lodos-martı",
            "dragon over the quiet harbour",
            "",
        ] {
            assert!(!breached(text), "{text}");
        }
    }
}
