//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// The language of a screen, a message or a number; Turkish unless somebody chose otherwise.
///
/// On the wire and in the database it is its [`code`](Lang::code), `tr` or `en`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Tr,
    En,
}

impl Lang {
    /// Every language, in the order a menu shows them.
    pub const ALL: [Self; 2] = [Self::Tr, Self::En];

    /// The ISO 639-1 code, fit for `<html lang>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tr => "tr",
            Self::En => "en",
        }
    }

    /// Reads a code or a language tag: `tr`, `EN`, `tr-TR`, `en_GB`; `None` for other languages.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn reads_codes_and_regional_tags() {
        for (tag, lang) in [
            ("tr", Some(Lang::Tr)),
            (" TR-tr ", Some(Lang::Tr)),
            ("en_GB", Some(Lang::En)),
            ("EN", Some(Lang::En)),
            ("trk", None),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Lang::parse(tag), lang, "{tag:?}");
        }
    }

    #[test]
    fn travels_as_its_code() -> Result<(), serde_json::Error> {
        assert_eq!(serde_json::to_string(&Lang::En)?, "\"en\"");
        assert_eq!(serde_json::from_str::<Lang>("\"tr\"")?, Lang::default());
        Ok(())
    }
}
