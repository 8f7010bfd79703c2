//! The length of a campaign's SMS, counted the same way while typing and on the server.

use crate::message::Class;
use crate::short_links::with_samples;
use crate::sms::{Letters, SmsMeasure, SmsRules, measure, prepare};
use crate::template::{Piece, parse};

/// The text as it is sent: typographic characters cleaned, the footer of a commercial message added
/// on a line of its own.
pub fn sms_text(body: &str, class: Class, footer: &str) -> String {
    let body = prepare(body, Letters::Turkish);
    match class {
        Class::Commercial if !footer.is_empty() => format!("{body}\n{}", prepare(footer, Letters::Turkish)),
        _ => body,
    }
}

/// How many parts it takes, by the account's rules.
pub fn sms_measure(body: &str, class: Class, footer: &str, rules: &SmsRules) -> SmsMeasure {
    measure(&sms_text(body, class, footer), rules)
}

/// How the SMS of one campaign are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmsLength {
    pub rules: SmsRules,
    pub class: Class,
    /// As long as the real one; empty for an informational text.
    pub footer: String,
    /// A short address that stands for longer ones; empty where none is shortened.
    pub short_link: String,
}

impl SmsLength {
    /// A filled text.
    #[must_use]
    pub fn of(&self, body: &str) -> SmsMeasure {
        sms_measure(&self.shortened(body), self.class, &self.footer, &self.rules)
    }

    /// The text with its web addresses as long as they are sent.
    #[must_use]
    pub fn shortened(&self, body: &str) -> String {
        with_samples(body, &self.short_link)
    }

    /// A text before it is filled: what stands in for empty fields counts, the fields do not.
    #[must_use]
    pub fn of_pattern(&self, body: &str) -> SmsMeasure {
        self.of(&without_fields(body))
    }
}

/// A text without the fields that each person fills.
pub(super) fn without_fields(body: &str) -> String {
    let Ok(pieces) = parse(body) else { return body.to_owned() };
    let text = |piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Variable(variable) => variable.default.unwrap_or_default(),
    };
    pieces.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_footer_counts() {
        let body = "a".repeat(150);
        let plain = sms_measure(&body, Class::Informational, "Karaca Mersis 1", &SmsRules::NETGSM);
        let commercial = sms_measure(&body, Class::Commercial, "Karaca Mersis 1", &SmsRules::NETGSM);
        assert_eq!((plain.parts, commercial.parts), (1, 2));
    }

    fn plain() -> SmsLength {
        SmsLength {
            rules: SmsRules::NETGSM,
            class: Class::Informational,
            footer: String::new(),
            short_link: String::new(),
        }
    }

    #[test]
    fn a_short_link_counts_instead_of_the_address() {
        let length = SmsLength { short_link: "https://m.example/l/00000000000".to_owned(), ..plain() };
        let address = format!("https://www.karaca.com.tr/{}", "a".repeat(200));
        assert_eq!((plain().of(&address).parts, length.of(&address).parts), (2, 1));
    }

    #[test]
    fn a_pattern_counts_what_is_there_for_everybody() {
        let length = plain();
        assert_eq!(length.of_pattern("Merhaba {{ad_soyad}}").units, length.of("Merhaba ").units);
        assert_eq!(length.of_pattern("{{ad|musteri}}").units, length.of("musteri").units);
        assert!(length.of_pattern(&"ş".repeat(2_000)).too_long);
    }

    #[test]
    fn curly_quotes_do_not_triple_the_price() {
        assert_eq!(sms_text("“Merhaba” – ₺5", Class::Informational, ""), "\"Merhaba\" - TL5");
    }
}
