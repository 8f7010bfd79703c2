use std::sync::LazyLock;

/// The shipped list: some 950 words that people use in passwords, written down by the authors from
/// general knowledge. It holds keyboard words, English and Turkish pet words, first names, surnames,
/// football clubs, cities, months, brands and words of the trade, in the folded form of
/// [`domain::turkish::fold`], sorted, one a line.
///
/// It is **not** a copy of a breach corpus: those hold hundreds of millions of entries. What it lacks in
/// length it gets back by the rules around it, which take away digits, signs, look-alike signs and
/// repetitions before they look, so that `G@latasaray1905!` is found under `galatasaray`.
const LIST: &str = include_str!("common_words.txt");

static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| LIST.lines().collect());

/// Whether the letters are one listed word or two joined.
pub(super) fn are_one_or_two_words(letters: &str) -> bool {
    let is_word = |part: &str| part.is_empty() || WORDS.binary_search(&part).is_ok();
    letters.char_indices().any(|(cut, _)| is_word(&letters[..cut]) && is_word(&letters[cut..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_folded_and_without_doubles() {
        assert!(WORDS.len() > 900);
        assert!(WORDS.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(
            WORDS.iter().all(|word| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }

    #[test]
    fn finds_words_alone_and_in_pairs() {
        for letters in ["galatasaray", "sifre", "annebaba", "galatasarayfenerbahce"] {
            assert!(are_one_or_two_words(letters), "{letters}");
        }
        for letters in ["", "morsalkim", "galatasarayq", "qgalatasaray"] {
            assert!(!are_one_or_two_words(letters), "{letters}");
        }
    }
}
