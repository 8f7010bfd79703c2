//! E-mail addresses that every mail server takes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::failure::Problem;

/// RFC 5321, 4.5.3.1, with the two angle brackets of the path taken off (RFC 3696, erratum 1690).
const LONGEST_ADDRESS: usize = 254;
const LONGEST_LOCAL_PART: usize = 64;
const LONGEST_LABEL: usize = 63;

/// An e-mail address, `ayse@example.com`: the unquoted ASCII form of RFC 5322 with a domain of two
/// labels or more.
///
/// The domain is lower case; the local part keeps its case. `Debug` shows the
/// [`masked`](EmailAddress::masked) form, so that logs hold no addresses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct EmailAddress {
    address: String,
}

/// Why a text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    #[error("no address")]
    Empty,
    #[error("longer than an address can be")]
    TooLong,
    /// A line break or another control character: an attempt to smuggle headers, or a paste.
    #[error("a control character in the address")]
    ControlCharacter,
    #[error("the @ is missing")]
    MissingAt,
    #[error("more than one @")]
    SecondAt,
    /// A character outside the unquoted ASCII form, quotes and spaces included.
    #[error("{0:?} cannot stand before the @")]
    LocalPartCharacter(char),
    #[error("a dot at the wrong place")]
    MisplacedDot,
    /// Domains like `örnek.com.tr` are not supported; their owners know the `xn--` form.
    #[error("the domain must be in ASCII")]
    InternationalDomain,
    #[error("not a domain name")]
    NotADomain,
}

use EmailAddressError::{
    ControlCharacter, Empty, InternationalDomain, LocalPartCharacter, MisplacedDot, MissingAt, NotADomain,
    SecondAt, TooLong,
};

impl EmailAddress {
    /// Reads an address, ignoring white space around it.
    ///
    /// # Errors
    /// [`EmailAddressError`] says what is wrong.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Empty);
        }
        if text.chars().any(char::is_control) {
            return Err(ControlCharacter);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(MissingAt)?;
        check_local_part(local)?;
        check_domain(domain)?;
        if text.len() > LONGEST_ADDRESS {
            return Err(TooLong);
        }
        let address = format!("{local}@{}", domain.to_ascii_lowercase());
        Ok(Self { address })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.address
    }

    #[must_use]
    pub fn local_part(&self) -> &str {
        self.halves().0
    }

    /// The domain in lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.halves().1
    }

    /// The key that duplicates, consents and suppressions compare: no mail server in use tells
    /// `Ayse@` from `ayse@`.
    #[must_use]
    pub fn comparison_key(&self) -> String {
        self.address.to_ascii_lowercase()
    }

    /// A form for logs: `a***@example.com`.
    #[must_use]
    pub fn masked(&self) -> String {
        let (local, domain) = self.halves();
        format!("{}***@{domain}", &local[..1])
    }

    fn halves(&self) -> (&str, &str) {
        self.address.rsplit_once('@').unwrap_or((&self.address, ""))
    }
}

fn check_local_part(local: &str) -> Result<(), EmailAddressError> {
    if local.contains('@') {
        return Err(SecondAt);
    }
    if let Some(stranger) = local.chars().find(|&letter| !is_atom_text(letter) && letter != '.') {
        return Err(LocalPartCharacter(stranger));
    }
    if local.split('.').any(str::is_empty) {
        return Err(MisplacedDot);
    }
    if local.len() > LONGEST_LOCAL_PART { Err(TooLong) } else { Ok(()) }
}

/// `atext` of RFC 5322, 3.2.3.
fn is_atom_text(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(letter)
}

fn check_domain(domain: &str) -> Result<(), EmailAddressError> {
    if !domain.is_ascii() {
        return Err(InternationalDomain);
    }
    if domain.starts_with('.') || domain.ends_with('.') || domain.contains("..") {
        return Err(MisplacedDot);
    }
    let (_, top) = domain.rsplit_once('.').ok_or(NotADomain)?;
    let is_name = !top.bytes().all(|byte| byte.is_ascii_digit());
    if is_name && domain.split('.').all(is_label) { Ok(()) } else { Err(NotADomain) }
}

fn is_label(label: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    (1..=LONGEST_LABEL).contains(&label.len())
        && label.bytes().all(is_letter)
        && !label.starts_with('-')
        && !label.ends_with('-')
}

impl From<EmailAddressError> for Problem {
    fn from(error: EmailAddressError) -> Self {
        match error {
            Empty => Self::Required,
            TooLong => Self::TooLong,
            ControlCharacter => Self::LineBreak,
            _ => Self::NotAnEmail,
        }
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.masked())
    }
}

impl FromStr for EmailAddress {
    type Err = EmailAddressError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailAddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(email: EmailAddress) -> Self {
        email.address
    }
}

#[cfg(test)]
mod tests;
