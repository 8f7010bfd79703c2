use crate::turkish::fold;

/// Words that end commercial messages when a person answers with them (İYS's `RET`, and what people
/// write instead), folded.
const STOP_WORDS: &[&str] = &["ret", "stop", "dur", "iptal", "durdur"];

/// A longer answer that happens to begin with such a word is a sentence.
const MOST_WORDS: usize = 3;

/// Whether an answer asks for no more messages: `RET`, `Stop.`, `İPTAL lütfen`.
#[must_use]
pub fn is_stop_word(answer: &str) -> bool {
    let folded = fold(answer);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let asks = words.next().is_some_and(|word| STOP_WORDS.contains(&word));
    asks && words.count() < MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_who_wants_no_more_is_understood() {
        for answer in
            ["RET", "ret", " Ret. ", "STOP", "stop!", "İPTAL", "iptal lütfen", "DUR", "\"RET\"", "RET 1234"]
        {
            assert!(is_stop_word(answer), "{answer}");
        }
    }

    #[test]
    fn a_sentence_is_no_stop_word() {
        for answer in
            ["", "Merhaba", "iptalleri gördüm", "Dur bakalım yarın uğrarım", "siparişi iptal edin", "retina"]
        {
            assert!(!is_stop_word(answer), "{answer}");
        }
    }
}
