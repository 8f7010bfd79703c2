use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The composed form (Unicode NFC), in which `s` with a combining cedilla is the one letter `ş`.
#[must_use]
pub fn normalize(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

#[cfg(test)]
#[path = "compose_browser.rs"]
mod browser;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_composes_turkish_letters_alike() {
        let text = "çÇğĞıİöÖşŞüÜâÂîÎûÛ, 100 ₺";
        let apart: String = text.nfd().collect();
        assert_ne!(apart, text);
        assert_eq!(browser::normalize(&apart), normalize(&apart));
        assert_eq!(browser::normalize(text), text);
    }
}
