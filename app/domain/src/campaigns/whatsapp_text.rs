//! A WhatsApp text of our own, and its length, counted the same way while typing and on the server.

use super::sms_text::without_fields;
use crate::message::Class;

/// The longest text WhatsApp takes, in characters
/// (<https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages>).
pub const LONGEST_WHATSAPP_TEXT: usize = 4_096;

/// The text as it is sent: the footer of a commercial message in a paragraph of its own.
#[must_use]
pub fn whatsapp_text(body: &str, class: Class, footer: &str) -> String {
    match class {
        Class::Commercial if !footer.is_empty() => format!("{body}\n\n{footer}"),
        _ => body.to_owned(),
    }
}

/// How the texts of one campaign are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhatsappLength {
    pub class: Class,
    /// As long as the real one.
    pub footer: String,
}

impl WhatsappLength {
    /// The characters of a filled text.
    #[must_use]
    pub fn of(&self, body: &str) -> usize {
        whatsapp_text(body, self.class, &self.footer).chars().count()
    }

    /// Those of a text before it is filled: what stands in for empty fields counts, the fields do not.
    #[must_use]
    pub fn of_pattern(&self, body: &str) -> usize {
        self.of(&without_fields(body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_footer_of_a_commercial_text_counts_and_fields_do_not() {
        let length = |class| WhatsappLength { class, footer: "Karaca Ret:x".to_owned() };
        assert_eq!(length(Class::Informational).of_pattern("Sayın {{ad|müşterimiz}}{{sehir}}"), 16);
        assert_eq!(length(Class::Commercial).of("😀ş"), 2 + 2 + 12);
        assert_eq!(whatsapp_text("₺5", Class::Commercial, "Ret:x"), "₺5\n\nRet:x");
        assert_eq!(whatsapp_text("₺5", Class::Informational, "Ret:x"), "₺5");
    }
}
