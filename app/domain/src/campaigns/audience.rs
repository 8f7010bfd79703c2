use serde::{Deserialize, Serialize};

use crate::email_address::EmailAddress;
use crate::failure::Problem;
use crate::id::{ContactId, TagId};
use crate::message::Channel;
use crate::phone::{PhoneNumber, split_phones};

/// Whom a campaign goes to; several parts add up, each address gets it once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Audience {
    /// Everybody with one of these tags.
    pub tags: Vec<TagId>,
    /// Picked one by one.
    pub contacts: Vec<ContactId>,
    /// Phones or e-mail addresses as they were typed, one a line or separated by commas.
    pub typed: String,
    /// Every contact of the company.
    pub everyone: bool,
}

impl Audience {
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.contacts.is_empty() && self.typed.trim().is_empty() && !self.everyone
    }
}

/// Somebody who was typed in, with no contact behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedRecipient {
    Phone(PhoneNumber),
    Email(EmailAddress),
}

/// Reads typed recipients for a channel; what cannot be read comes back beside its problem.
pub fn typed_recipients(channel: Channel, text: &str) -> (Vec<TypedRecipient>, Vec<(String, Problem)>) {
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for piece in text.split(['\n', ',', ';']).map(str::trim).filter(|piece| !piece.is_empty()) {
        match channel {
            Channel::Email => match EmailAddress::parse(piece) {
                Ok(address) => good.push(TypedRecipient::Email(address)),
                Err(error) => bad.push((piece.to_owned(), error.into())),
            },
            Channel::Sms | Channel::Whatsapp => {
                for phone in split_phones(piece) {
                    match phone {
                        Ok(number) => good.push(TypedRecipient::Phone(number)),
                        Err(rejected) => bad.push((rejected.text, rejected.error.into())),
                    }
                }
            }
        }
    }
    (good, bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_a_line_and_tells_the_bad_ones() {
        let (good, bad) = typed_recipients(Channel::Sms, "0532 123 45 67\n0533abc, +49 151 23456789;");
        assert_eq!(good.len(), 2);
        assert_eq!(bad.len(), 1);
        assert_eq!(bad[0].0, "0533abc");
    }

    #[test]
    fn an_address_is_no_phone() {
        let (good, bad) = typed_recipients(Channel::Email, "ayse@firma.com, 0532 123 45 67");
        assert_eq!((good.len(), bad.len()), (1, 1));
    }
}
