//! What a card is found by: the beginnings of the words of its name and code, the beginning or the end
//! of a phone number, a part of an e-mail address. Built once when a card is saved, compared as text.

use super::address::ContactAddress;
use super::card::ContactCard;
use crate::turkish::fold;

/// Shorter pieces of an e-mail address (`tr`, `co`) tell nobody apart.
const SHORTEST_PART: usize = 3;

/// Stands before the digits of a phone number written backwards, so that its end can be searched.
const BACKWARDS: char = '<';

/// Pieces of one search; the rest of a longer text is left alone.
const MOST_PIECES: usize = 6;

/// The words a card is found by, each once, separated by blanks. They hold no white space and none of
/// the marks that the index of a database gives a meaning to.
pub fn search_words<'a>(
    card: &ContactCard,
    addresses: impl IntoIterator<Item = &'a ContactAddress>,
) -> String {
    let mut words = Words::default();
    for name in [&card.given_name, &card.family_name, &card.title].into_iter().flatten() {
        words.add_text(name);
    }
    if let Some(code) = &card.code {
        words.add_text(code);
    }
    for address in addresses {
        match address {
            ContactAddress::Phone(phone) => words.add_phone(phone.digits()),
            ContactAddress::Email(email) => words.add_email(email.local_part(), email.domain()),
        }
    }
    words.0
}

/// The words of a name that is searched as those of cards are.
pub fn name_words(name: &str) -> String {
    let mut words = Words::default();
    words.add_text(name);
    words.0
}

/// A piece of a search: the card has a word that begins with one of these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchPiece(pub Vec<String>);

/// The pieces a typed search asks for, all at once; none when it holds no letter and no digit.
pub fn search_pieces(text: &str) -> Vec<SearchPiece> {
    let digits = text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_number = !digits.is_empty() && text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    if is_number {
        return vec![number_piece(&digits)];
    }
    let text = fold(text);
    let words = text.split_whitespace().map(letters).filter(|word| !word.is_empty());
    words.take(MOST_PIECES).map(word_piece).collect()
}

fn word_piece(word: String) -> SearchPiece {
    let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { number_piece(&word) } else { SearchPiece(vec![word]) }
}

/// A number may be a code, the beginning of a phone number or its end.
fn number_piece(digits: &str) -> SearchPiece {
    let mut forms = vec![digits.to_owned()];
    let stripped = digits.strip_prefix("00").unwrap_or(digits);
    let national = stripped.strip_prefix("90").or_else(|| stripped.strip_prefix('0')).unwrap_or(stripped);
    for form in [stripped, national] {
        if !form.is_empty() && !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }
    if digits.len() >= SHORTEST_PART {
        forms.push(backwards(digits));
    }
    SearchPiece(forms)
}

fn backwards(digits: &str) -> String {
    std::iter::once(BACKWARDS).chain(digits.chars().rev()).collect()
}

/// The letters and digits of a folded word.
fn letters(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

#[derive(Default)]
struct Words(String);

impl Words {
    fn add(&mut self, word: &str) {
        if word.is_empty() || self.0.split(' ').any(|known| known == word) {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(word);
    }

    /// Every word as a whole, and its parts where it has marks in it: `yilmaz-demir`.
    fn add_text(&mut self, text: &str) {
        for word in fold(text).split_whitespace() {
            self.add(&letters(word));
            if word.chars().any(|letter| !letter.is_alphanumeric()) {
                word.split(|letter: char| !letter.is_alphanumeric()).for_each(|part| self.add(part));
            }
        }
    }

    /// Turkish numbers without the country code, as people type them.
    fn add_phone(&mut self, digits: &str) {
        self.add(digits.strip_prefix("90").unwrap_or(digits));
        self.add(&backwards(digits));
    }

    fn add_email(&mut self, local: &str, domain: &str) {
        let (local, domain) = (fold(local), fold(domain));
        self.add(&letters(&format!("{local}{domain}")));
        self.add(&letters(&domain));
        for part in local.split(|c: char| !c.is_alphanumeric()).chain(domain.split('.').take(1)) {
            if part.len() >= SHORTEST_PART {
                self.add(&letters(part));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contacts::ContactKind;
    use crate::failure::Problem;
    use crate::lang::Lang;
    use crate::messages::RecipientKind;

    fn card() -> ContactCard {
        ContactCard {
            kind: ContactKind::Person,
            given_name: Some("İsmail Şükrü".to_owned()),
            family_name: Some("Yılmaz-Işık".to_owned()),
            title: None,
            code: Some("120.01.007".to_owned()),
            tax_number: None,
            city: None,
            lang: Lang::Tr,
            recipient: RecipientKind::Individual,
            notes: None,
        }
    }

    fn finds(typed: &str) -> Result<bool, Problem> {
        let addresses =
            [ContactAddress::parse("0532 123 45 67")?, ContactAddress::parse("ismail.isik@Karaca.com.tr")?];
        let words = search_words(&card(), &addresses);
        let begins = |form: &String| words.split(' ').any(|word| word.starts_with(form.as_str()));
        let pieces = search_pieces(typed);
        Ok(!pieces.is_empty() && pieces.iter().all(|piece| piece.0.iter().any(begins)))
    }

    #[test]
    fn finds_a_card_by_what_people_type() -> Result<(), Problem> {
        let typed = [
            "ISMAİL",
            "şük yıl",
            "ısık",
            "120.01",
            "0532 123",
            "+90 532",
            "5321234567",
            "4567",
            "45 67",
            "karaca",
            "@karaca.com",
            "ismail.isik@kar",
        ];
        for text in typed {
            assert!(finds(text)?, "{text}");
        }
        Ok(())
    }

    #[test]
    fn does_not_find_what_is_not_there() -> Result<(), Problem> {
        for text in ["mehmet", "ismail demir", "0533", "4568", "...", "", "tr"] {
            assert!(!finds(text)?, "{text}");
        }
        Ok(())
    }

    #[test]
    fn words_hold_no_marks_of_an_index() {
        let odd = ContactCard { title: Some("\"A*B\" (c): d'e & f|!g".to_owned()), ..card() };
        let words = search_words(&odd, []);
        assert!(words.chars().all(|letter| letter.is_alphanumeric() || letter == ' '), "{words}");
    }
}
