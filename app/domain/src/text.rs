//! Words that come with data instead of with the interface: a provider's labels and hints.

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

/// One text in both languages of the product.
///
/// `Text<&'static str>` is written down in code, `Text` travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text<S = String> {
    pub tr: S,
    pub en: S,
}

impl Text<&'static str> {
    #[must_use]
    pub const fn new(tr: &'static str, en: &'static str) -> Self {
        Self { tr, en }
    }

    /// The same words for both languages: a proper name.
    #[must_use]
    pub const fn same(words: &'static str) -> Self {
        Self { tr: words, en: words }
    }
}

impl<S: AsRef<str>> Text<S> {
    /// The words in one language.
    #[must_use]
    pub fn pick(&self, lang: Lang) -> &str {
        match lang {
            Lang::Tr => self.tr.as_ref(),
            Lang::En => self.en.as_ref(),
        }
    }
}

impl From<Text<&'static str>> for Text {
    fn from(text: Text<&'static str>) -> Self {
        Self { tr: text.tr.to_owned(), en: text.en.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_the_language_asked_for() {
        let text = Text::new("Parola", "Password");
        assert_eq!((text.pick(Lang::Tr), text.pick(Lang::En)), ("Parola", "Password"));
        assert_eq!(Text::<String>::from(text).pick(Lang::En), "Password");
    }
}
