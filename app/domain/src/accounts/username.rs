use crate::failure::Problem;
use crate::turkish;

/// A name to sign in with: 3 to 32 letters, digits, `.`, `_` or `-`, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// # Errors
    /// [`Problem::Required`], [`Problem::TooShort`], [`Problem::TooLong`] or [`Problem::BadCharacters`].
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let name = text.trim();
        let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
        let begins_well = name.chars().next().is_some_and(char::is_alphanumeric);
        match name.chars().count() {
            0 => Err(Problem::Required),
            1 | 2 => Err(Problem::TooShort),
            33.. => Err(Problem::TooLong),
            _ if begins_well && name.chars().all(plain) => Ok(Self(name.to_owned())),
            _ => Err(Problem::BadCharacters),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What must be unique and what a sign-in looks up; see [`account_key`].
    pub fn key(&self) -> String {
        account_key(&self.0)
    }
}

/// The key under which a username or an e-mail address is found, whatever keyboard typed it: `IŞIK`,
/// `ışık` and `isik` are one account, and so are `INFO@…`, `İnfo@…` and `info@…`.
///
/// Two different addresses may share a key; so a key finds an account, and mail goes only to the
/// address that the account holds, never to the one that was typed.
pub fn account_key(text: &str) -> String {
    turkish::fold(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_four_turkish_i_find_the_same_account() {
        for text in ["IŞIK", "ışık", "Isik", "İşik", "isik"] {
            assert_eq!(Username::parse(text).map(|name| name.key()), Ok("isik".to_owned()), "{text}");
        }
        assert_eq!(account_key(" İNFO@Firma.COM.TR "), account_key("info@firma.com.tr"));
    }

    #[test]
    fn refuses_what_could_be_an_address_or_a_trick() {
        for text in ["a@b", "ali veli", ".ali", "-ali", "ali\u{202E}", "ali\n1"] {
            assert_eq!(Username::parse(text), Err(Problem::BadCharacters), "{text}");
        }
        assert_eq!(Username::parse("al"), Err(Problem::TooShort));
        assert_eq!(Username::parse(&"a".repeat(33)), Err(Problem::TooLong));
        assert_eq!(Username::parse("  "), Err(Problem::Required));
    }
}
