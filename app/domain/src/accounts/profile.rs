use serde::{Deserialize, Serialize};

use super::{Password, Username};
use crate::email_address::EmailAddress;
use crate::failure::{Checks, Failure, Problem};
use crate::form_text::required_line;
use crate::lang::Lang;

/// A person's own account as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileView {
    pub name: String,
    pub username: String,
    pub email: String,
    /// Another address that waits for its link to be opened.
    pub next_email: Option<String>,
    /// As others may write it; empty without one.
    pub phone: String,
    /// Whether a code that went to the phone came back.
    pub phone_is_proven: bool,
    /// Whether a code is on its way to the phone.
    pub code_is_sent: bool,
    /// Whether this installation sends codes by SMS.
    pub sends_codes: bool,
    pub lang: Lang,
    /// Whether a sign-in asks for a code as well.
    pub has_second_factor: bool,
}

/// Name, username and language, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub name: String,
    pub username: String,
    /// `tr` or `en`.
    pub lang: String,
}

/// A profile whose fields are well-formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub username: Username,
    pub lang: Lang,
}

impl ProfileForm {
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn parse(&self) -> Result<Profile, Failure> {
        let mut checks = Checks::default();
        let name = checks.take("name", required_line(&self.name, 100));
        let username = checks.take("username", Username::parse(&self.username));
        let lang = checks.take("lang", Lang::parse(&self.lang).ok_or(Problem::Invalid));
        checks.done()?;
        match (name, username, lang) {
            (Some(name), Some(username), Some(lang)) => Ok(Profile { name, username, lang }),
            _ => Err(Problem::Invalid.into()),
        }
    }
}

/// Asks for another e-mail address, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeEmailForm {
    pub email: String,
    /// The password as it is now. The page has another field for it, of another name.
    pub email_password: Password,
}

/// A change of address that is well-formed.
#[derive(Debug, Clone)]
pub struct ChangeEmail {
    pub email: EmailAddress,
    pub password: Password,
}

impl ChangeEmailForm {
    /// # Errors
    /// What is no address, or a missing password.
    pub fn parse(&self) -> Result<ChangeEmail, Failure> {
        let mut checks = Checks::default();
        let email = checks.take("email", EmailAddress::parse(&self.email).map_err(Problem::from));
        if self.email_password.is_empty() {
            checks.note("email_password", Problem::Required);
        }
        checks.done()?;
        let email = email.ok_or(Problem::Invalid)?;
        Ok(ChangeEmail { email, password: self.email_password.clone() })
    }
}

/// The code that went to a phone, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneCodeForm {
    pub phone_code: String,
}

impl PhoneCodeForm {
    /// The six digits, whatever stood between them.
    ///
    /// # Errors
    /// `Required` or `WrongCode` at `phone_code`.
    pub fn parse(&self) -> Result<String, Failure> {
        six_digits(&self.phone_code).map_err(|problem| Failure::field("phone_code", problem))
    }
}

/// Six digits as people type them: with blanks and dashes, or without.
pub(super) fn six_digits(text: &str) -> Result<String, Problem> {
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    match digits.len() {
        0 => Err(Problem::Required),
        6 if digits.bytes().all(|byte| byte.is_ascii_digit()) => Ok(digits),
        _ => Err(Problem::WrongCode),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_every_wrong_field_of_a_profile() {
        let failure = ProfileForm::default().parse().err().unwrap_or(Problem::Internal.into());
        for field in ["name", "username", "lang"] {
            assert!(failure.of(field).is_some(), "{field}");
        }
    }

    #[test]
    fn a_change_of_address_needs_the_password() {
        let form = ChangeEmailForm { email: "ayse@firma.com.tr".to_owned(), ..Default::default() };
        let failure = form.parse().err().unwrap_or(Problem::Internal.into());
        assert_eq!(failure.of("email_password").map(|field| field.problem), Some(Problem::Required));
    }

    #[test]
    fn reads_a_code_as_people_type_it() {
        for text in ["123456", " 123 456 ", "123-456"] {
            assert_eq!(six_digits(text), Ok("123456".to_owned()), "{text}");
        }
        for text in ["12345", "1234567", "12345a", "١٢٣٤٥٦"] {
            assert_eq!(six_digits(text), Err(Problem::WrongCode), "{text}");
        }
        assert_eq!(six_digits("  "), Err(Problem::Required));
    }
}
