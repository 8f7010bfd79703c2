//! How long a text is for the vendor, and whether its charset can hold it.

/// Five characters of every message are the operator's licence code.
const SUFFIX: usize = 5;
const MAX_PARTS: usize = 6;

/// TS 23.038 §6.2.1; letters beyond ASCII, and the ASCII characters that are missing in it.
const GSM_BEYOND_ASCII: &str = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
const NOT_IN_GSM: &str = "`\t";
const DOUBLE: &str = "^{}\\[~]|€";
const TURKISH_LETTERS: &str = "ĞğŞşİıç";

/// The `charset` attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Default,
    Turkish,
    Unicode,
}

impl Charset {
    /// `None` for a word the vendor does not know.
    pub(super) fn of(charset: &str) -> Option<Self> {
        match charset {
            "default" => Some(Self::Default),
            "turkish" => Some(Self::Turkish),
            "unicode" => Some(Self::Unicode),
            _ => None,
        }
    }

    /// Parts of a text, `None` when it is empty, too long or not in the charset.
    pub(super) fn parts(self, text: &str) -> Option<usize> {
        let (single, each) = match self {
            Self::Default => (160, 153),
            Self::Turkish => (155, 149),
            Self::Unicode => (70, 67),
        };
        let units = self.units(text).filter(|units| *units > 0)? + SUFFIX;
        let parts = if units <= single { 1 } else { units.div_ceil(each) };
        (parts <= MAX_PARTS).then_some(parts)
    }

    fn units(self, text: &str) -> Option<usize> {
        match self {
            Self::Unicode => Some(text.encode_utf16().count()),
            _ => text.chars().map(|letter| self.cost(letter)).sum(),
        }
    }

    fn cost(self, letter: char) -> Option<usize> {
        let ascii = letter.is_ascii_graphic() || matches!(letter, ' ' | '\n' | '\r');
        if DOUBLE.contains(letter) {
            Some(2)
        } else if (ascii && !NOT_IN_GSM.contains(letter)) || GSM_BEYOND_ASCII.contains(letter) {
            Some(1)
        } else {
            (self == Self::Turkish && TURKISH_LETTERS.contains(letter)).then_some(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_parts_up_to_six() {
        let parts = |charset: Charset, length: usize| charset.parts(&"a".repeat(length));
        let of = |charset, lengths: [usize; 4]| lengths.map(|length| parts(charset, length));
        assert_eq!(of(Charset::Default, [155, 156, 913, 914]), [Some(1), Some(2), Some(6), None]);
        assert_eq!(of(Charset::Turkish, [150, 151, 889, 890]), [Some(1), Some(2), Some(6), None]);
        assert_eq!(of(Charset::Unicode, [65, 66, 397, 398]), [Some(1), Some(2), Some(6), None]);
        assert_eq!(Charset::Default.parts(""), None);
    }

    #[test]
    fn knows_what_each_charset_can_hold() {
        for (text, default, turkish) in
            [("duz [a]", true, true), ("ünlü Çé", true, true), ("ışık", false, true), ("â", false, false)]
        {
            assert_eq!(Charset::Default.parts(text).is_some(), default, "{text}");
            assert_eq!(Charset::Turkish.parts(text).is_some(), turkish, "{text}");
            assert!(Charset::Unicode.parts(text).is_some(), "{text}");
        }
    }
}
