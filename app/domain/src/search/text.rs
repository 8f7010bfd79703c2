use super::recipients::RecipientRange;
use crate::contacts::{SearchPiece, name_words, search_pieces};
use crate::id::MessageId;

/// The longest text a search takes, in characters; what is longer is cut.
const LONGEST: usize = 100;

/// What somebody typed to find something, of which at least one letter or digit can be searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText {
    text: String,
    pieces: Vec<SearchPiece>,
}

impl SearchText {
    /// `None` for a text without a letter and without a digit.
    pub fn parse(typed: &str) -> Option<Self> {
        let kept: String = typed.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
        let text = kept.trim().to_owned();
        let pieces = search_pieces(&text);
        (!pieces.is_empty()).then_some(Self { text, pieces })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The message whose id it is.
    pub fn message(&self) -> Option<MessageId> {
        self.text.to_ascii_lowercase().parse().ok()
    }

    /// Recipients that it names or begins to name.
    pub fn recipients(&self) -> Option<RecipientRange> {
        RecipientRange::of(&self.text)
    }

    /// Whether a name has words that begin with all that was typed, whatever the case of their letters.
    pub fn names(&self, name: &str) -> bool {
        let words = name_words(name);
        let begins = |form: &String| words.split(' ').any(|word| word.starts_with(form.as_str()));
        self.pieces.iter().all(|piece| piece.0.iter().any(begins))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(typed: &str, name: &str) -> Option<bool> {
        SearchText::parse(typed).map(|text| text.names(name))
    }

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words() {
        for typed in ["KIŞ", "kis lastiği", "LASTİĞİ ran", "randevu"] {
            assert_eq!(names(typed, "Kış lastiği randevusu"), Some(true), "{typed}");
        }
        for typed in ["yaz", "kış yaz", "astik"] {
            assert_eq!(names(typed, "Kış lastiği randevusu"), Some(false), "{typed}");
        }
        assert_eq!(names("2026", "Bahar-2026"), Some(true));
    }

    #[test]
    fn nothing_that_can_be_searched_is_no_search() {
        assert!(["", "  ", "…", "\0"].iter().all(|typed| SearchText::parse(typed).is_none()));
        let text = SearchText::parse(" ay\0şe\n");
        assert_eq!(text.as_ref().map(SearchText::as_str), Some("ayşe"));
    }

    #[test]
    fn a_message_is_named_by_its_id() {
        let id = MessageId::from_i64(77);
        let text = SearchText::parse(&format!(" {} ", id.to_string().to_uppercase()));
        assert_eq!(text.and_then(|text| text.message()), Some(id));
        assert_eq!(SearchText::parse("msg_1").and_then(|text| text.message()), None);
    }
}
