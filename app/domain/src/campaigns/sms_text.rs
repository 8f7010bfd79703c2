//! The length of a campaign's SMS, counted the same way while typing and on the server.

use crate::message::Class;
use crate::sms::{Letters, SmsMeasure, SmsRules, measure, prepare};

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

    #[test]
    fn curly_quotes_do_not_triple_the_price() {
        assert_eq!(sms_text("“Merhaba” – ₺5", Class::Informational, ""), "\"Merhaba\" - TL5");
    }
}
