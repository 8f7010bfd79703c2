//! Whether a text reads like promotion. A hint for a person, not a judgement: the law looks at what a
//! message is for (law 6563, article 2; greetings that raise recognition count as commercial).

use crate::turkish::fold;

/// Beginnings of words, folded; whatever follows is a Turkish ending.
const STEMS: &[&str] = &[
    "indirim",
    "kampanya",
    "firsat",
    "promosyon",
    "hediye",
    "bedava",
    "cekilis",
    "kupon",
    "outlet",
    "ucuz",
    "kacirma",
    "ozel fiyat",
    "yeni sezon",
    "avantaj",
    "tanitim",
    "mutlu yil",
    "yeni yiliniz",
    "bayraminiz",
    "iyi bayram",
    "kutlu olsun",
    "kutlar",
    "dogum gununuz",
    "discount",
    "promotion",
    "special offer",
];

/// What of a text reads like promotion, each once, in the order of the list; empty when nothing does.
#[must_use]
pub fn promotional_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let begins_word =
        |at: usize| folded[..at].chars().next_back().is_none_or(|letter| !letter.is_alphanumeric());
    let has = |stem: &&&str| folded.match_indices(**stem).any(|(at, _)| begins_word(at));
    let mut found: Vec<String> = STEMS.iter().filter(has).map(|stem| (*stem).to_owned()).collect();
    found.extend(percentage(&folded));
    found
}

/// `%20`, `20%` or `yuzde 20`, unless it is the rate of a tax.
fn percentage(folded: &str) -> Option<String> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let is_number = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let is_rate = |at: usize| {
        let word = words[at];
        word.strip_prefix('%').is_some_and(is_number)
            || (is_number(word) && word.contains('%'))
            || (word == "yuzde" && words.get(at + 1).is_some_and(|next| is_number(next)))
    };
    let is_tax =
        |at: usize| words[at..].iter().take(3).any(|word| word.starts_with("kdv") || word.starts_with("otv"));
    let found = (0..words.len()).find(|at| is_rate(*at) && !is_tax(*at))?;
    Some(words[found].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promotion_and_greetings_are_noticed_in_any_form() {
        for (text, word) in [
            ("Kış lastiğinde İNDİRİMLER başladı", "indirim"),
            ("Kaçırmayın, son gün", "kacirma"),
            ("Kurban Bayramınız kutlu olsun", "bayraminiz"),
            ("Bugün %20 daha az", "%20"),
            ("Yüzde 30 daha uygun", "yuzde"),
            ("Fırsatları görün", "firsat"),
        ] {
            assert!(
                promotional_words(text).contains(&word.to_owned()),
                "{text}: {:?}",
                promotional_words(text)
            );
        }
    }

    #[test]
    fn everyday_notices_are_left_alone() {
        for text in [
            "Sayın Ayşe, 1.250,00 TL tutarındaki faturanızın son ödeme günü 15.12.2026.",
            "Randevunuz yarın 10:30'da.",
            "Siparişiniz kargoya verildi.",
            "Fatura tutarına %20 KDV eklenmiştir.",
            "",
        ] {
            assert_eq!(promotional_words(text), Vec::<String>::new(), "{text}");
        }
    }
}
