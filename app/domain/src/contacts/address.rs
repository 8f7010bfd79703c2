use std::fmt;

use super::kind::AddressKind;
use crate::campaigns::TypedRecipient;
use crate::email_address::EmailAddress;
use crate::failure::Problem;
use crate::phone::{PhoneError, PhoneNumber, RejectedPhone, split_phones};

/// Where a contact can be reached. Landlines are taken too, since WhatsApp runs on them.
///
/// `Debug` shows the masked form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContactAddress {
    Phone(PhoneNumber),
    Email(EmailAddress),
}

impl ContactAddress {
    /// Reads one phone number, landlines included.
    ///
    /// # Errors
    /// [`Problem::Required`], [`Problem::NotAPhone`] or, for the short 444 numbers, [`Problem::NotAMobile`].
    pub fn parse_phone(text: &str) -> Result<Self, Problem> {
        PhoneNumber::parse_any(text).map(Self::Phone).map_err(Problem::from)
    }

    /// Reads one e-mail address.
    ///
    /// # Errors
    /// [`Problem::Required`], [`Problem::NotAnEmail`], [`Problem::LineBreak`] or [`Problem::TooLong`].
    pub fn parse_email(text: &str) -> Result<Self, Problem> {
        EmailAddress::parse(text).map(Self::Email).map_err(Problem::from)
    }

    /// Reads an address of either kind: what holds an `@` is an e-mail address.
    ///
    /// # Errors
    /// As [`parse_phone`](Self::parse_phone) and [`parse_email`](Self::parse_email).
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.contains('@') { Self::parse_email(text) } else { Self::parse_phone(text) }
    }

    /// Reads what [`key`](Self::key) wrote.
    pub fn from_key(kind: AddressKind, key: &str) -> Option<Self> {
        match kind {
            AddressKind::Phone => PhoneNumber::parse_any(key).ok().map(Self::Phone),
            AddressKind::Email => EmailAddress::parse(key).ok().map(Self::Email),
        }
    }

    pub const fn kind(&self) -> AddressKind {
        match self {
            Self::Phone(_) => AddressKind::Phone,
            Self::Email(_) => AddressKind::Email,
        }
    }

    /// What a message is sent to: E.164, or the e-mail address as it was written.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(phone) => phone.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }

    /// What makes two addresses the same one; consents and suppressions use it too.
    pub fn key(&self) -> String {
        match self {
            Self::Phone(phone) => phone.as_str().to_owned(),
            Self::Email(email) => email.comparison_key(),
        }
    }

    /// The form people read: `0532 123 45 67`.
    pub fn shown(&self) -> String {
        match self {
            Self::Phone(phone) => phone.format_human(),
            Self::Email(email) => email.as_str().to_owned(),
        }
    }

    /// Whether an SMS can be tried; never for e-mail addresses.
    pub fn can_receive_sms(&self) -> bool {
        matches!(self, Self::Phone(phone) if phone.can_receive_sms())
    }
}

impl From<TypedRecipient> for ContactAddress {
    fn from(typed: TypedRecipient) -> Self {
        match typed {
            TypedRecipient::Phone(phone) => Self::Phone(phone),
            TypedRecipient::Email(email) => Self::Email(email),
        }
    }
}

impl fmt::Debug for ContactAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone(phone) => phone.fmt(f),
            Self::Email(email) => email.fmt(f),
        }
    }
}

/// Reads the phone numbers of a field that may hold several, `0532 … - 0533 …`; landlines are kept.
pub fn read_phones(field: &str) -> Vec<Result<ContactAddress, RejectedPhone>> {
    split_phones(field)
        .into_iter()
        .map(|found| found.or_else(keep_landline).map(ContactAddress::Phone))
        .collect()
}

fn keep_landline(rejected: RejectedPhone) -> Result<PhoneNumber, RejectedPhone> {
    match rejected.error {
        PhoneError::Landline | PhoneError::NotAMobile => {
            PhoneNumber::parse_any(&rejected.text).map_err(|_| rejected)
        }
        _ => Err(rejected),
    }
}

/// Reads the e-mail addresses of a field that may hold several; each bad piece comes back with its
/// problem.
pub fn read_emails(field: &str) -> Vec<Result<ContactAddress, (String, Problem)>> {
    let pieces = field.split(|mark: char| matches!(mark, ';' | ',' | '|') || mark.is_whitespace());
    pieces
        .map(|piece| piece.trim_matches(['<', '>']))
        .filter(|piece| !piece.is_empty())
        .map(|piece| ContactAddress::parse_email(piece).map_err(|problem| (piece.to_owned(), problem)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_both_numbers_of_a_cell_and_a_landline_beside_them() {
        let found = read_phones("0 (532) 123 45 67 - 0533 765 43 21 / 0332 555 03 02");
        let shown: Vec<_> = found.iter().flatten().map(ContactAddress::shown).collect();
        assert_eq!(shown, ["0532 123 45 67", "0533 765 43 21", "0332 555 03 02"]);
    }

    #[test]
    fn a_short_number_is_refused() {
        let found = read_phones("444 1 234");
        assert_eq!(found[0].as_ref().map_err(|rejected| rejected.error), Err(PhoneError::NotAMobile));
    }

    #[test]
    fn reads_several_mail_addresses_and_tells_the_bad_one() {
        let found = read_emails("ayse@firma.com; <Muhasebe@Firma.com>, yok");
        let keys: Vec<_> = found.iter().flatten().map(ContactAddress::key).collect();
        assert_eq!(keys, ["ayse@firma.com", "muhasebe@firma.com"]);
        assert_eq!(found[2], Err(("yok".to_owned(), Problem::NotAnEmail)));
    }

    #[test]
    fn a_key_reads_back() -> Result<(), Problem> {
        for text in ["0212 555 01 02", "Ayse@Firma.com.tr"] {
            let address = ContactAddress::parse(text)?;
            let again = ContactAddress::from_key(address.kind(), &address.key());
            assert_eq!(again.map(|found| found.key()), Some(address.key()));
        }
        Ok(())
    }
}
