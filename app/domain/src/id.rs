//! Typed ids: an `i64` inside, a prefixed string such as `msg_01h4c…` on the wire.
//!
//! Layout: 41 bits of milliseconds since 2024-01-01, 10 bits node, 12 bits sequence, so ids sort by the
//! time they were made. The text form is 13 lower-case Crockford base-32 digits, so it sorts as well,
//! and no JSON number ever loses its last digits in a browser.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// 2024-01-01T00:00:00Z in Unix milliseconds: the zero of the id clock.
pub const ID_EPOCH_MS: i64 = 1_704_067_200_000;

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 13;

/// The text is not an id of the asked kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct IdError;

/// The 13 digits of an id without its prefix.
pub fn encode(value: i64) -> String {
    let value = value.cast_unsigned();
    (0..LENGTH).rev().map(|place| char::from(DIGITS[((value >> (5 * place)) & 31) as usize])).collect()
}

/// Reads the 13 digits written by [`encode`].
///
/// # Errors
/// [`IdError`] when a character is no digit, the length is not 13, or the value is not positive.
pub fn decode(text: &str) -> Result<i64, IdError> {
    if text.len() != LENGTH {
        return Err(IdError);
    }
    let value = text.bytes().try_fold(0u128, |sum, byte| {
        let digit = DIGITS.iter().position(|d| *d == byte).ok_or(IdError)?;
        Ok((sum << 5) | digit as u128)
    })?;
    i64::try_from(value).ok().filter(|id| *id > 0).ok_or(IdError)
}

fn parse_prefixed(prefix: &str, text: &str) -> Result<i64, IdError> {
    let digits = text.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_'));
    decode(digits.ok_or(IdError)?)
}

fn write_prefixed(prefix: &str, value: i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{prefix}_{}", encode(value))
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            pub const PREFIX: &'static str = $prefix;
            /// Wraps the number kept in the database.
            pub const fn from_i64(value: i64) -> Self { Self(value) }
            /// The number kept in the database.
            pub const fn as_i64(self) -> i64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write_prefixed($prefix, self.0, f) }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { fmt::Display::fmt(self, f) }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> { parse_prefixed($prefix, text).map(Self) }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(D::Error::custom)
            }
        }
    )+};
}

typed_ids! {
    /// A person who signs in; global, not of one company.
    UserId = "usr";
    /// A tenant: one firm with its own contacts, accounts and messages.
    CompanyId = "cmp";
    /// One person's seat in one company.
    MembershipId = "mbr";
    /// An invitation to become a member.
    InvitationId = "inv";
    /// One place where a person is signed in; not the secret of its cookie.
    SessionId = "ses";
    /// One connected provider (NetGSM, an SMTP host, a WhatsApp number).
    AccountId = "acc";
    /// A person or firm that receives messages.
    ContactId = "con";
    /// A phone number or e-mail address; linked to contacts many-to-many.
    AddressId = "adr";
    /// A label on contacts.
    TagId = "tag";
    /// A stored text with variables.
    TemplateId = "tpl";
    /// One send to many people.
    CampaignId = "cpn";
    /// One message to one address on one channel.
    MessageId = "msg";
    /// One try to hand a message to its provider.
    AttemptId = "att";
    /// One row of a message's history.
    EventId = "evt";
    /// A run of a contact import.
    ImportId = "imp";
    /// An immutable content (e-mail body version).
    ContentId = "cnt";
    /// A form kept for ten minutes after it failed without JavaScript.
    DraftId = "drf";
    /// A raw provider callback kept before it is applied.
    CallbackId = "cbk";
    /// A version of a policy text.
    PolicyVersionId = "pol";
    /// What a person did with a version of a policy text.
    PolicyEventId = "pev";
    /// One row of the audit log.
    AuditId = "aud";
    /// An uploaded or generated file.
    FileId = "fil";
    /// One list that somebody took out of the product.
    ExportId = "exp";
    /// A filter that a member gave a name.
    ViewId = "vew";
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_positive_number_comes_back(value in 1i64..) {
            let id = MessageId::from_i64(value);
            prop_assert_eq!(id.to_string().parse::<MessageId>(), Ok(id));
        }

        #[test]
        fn text_sorts_like_the_number(a in 1i64.., b in 1i64..) {
            prop_assert_eq!(a.cmp(&b), encode(a).cmp(&encode(b)));
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = text.parse::<MessageId>();
        }
    }

    #[test]
    fn refuses_an_id_of_another_kind() {
        let contact = ContactId::from_i64(7).to_string();
        assert_eq!(contact.parse::<MessageId>(), Err(IdError));
    }

    #[test]
    fn is_never_a_json_number() {
        let json = serde_json::to_string(&ContactId::from_i64(1));
        assert_eq!(json.ok().as_deref(), Some("\"con_0000000000001\""));
    }
}
