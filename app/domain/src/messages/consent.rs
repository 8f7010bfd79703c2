//! What an address said about commercial messages.

use crate::coded::coded_enum;
use crate::message::{Class, SkipReason};

coded_enum! {
    /// Whom an address belongs to, in the words of İYS (BIREYSEL, TACIR).
    RecipientKind {
        /// A consumer: commercial messages need consent beforehand (by-law of 2015, article 5).
        Individual = 1 "individual",
        /// A merchant or craftsman: allowed until refused (article 6).
        Merchant = 2 "merchant",
    }
}

coded_enum! {
    ConsentStatus {
        Given = 1 "given",
        Refused = 2 "refused",
    }
}

coded_enum! {
    /// Where a consent or a refusal came from.
    ConsentSource {
        /// Typed by a member, with a note of the proof.
        Member = 1 "member",
        Import = 2 "import",
        /// The recipient's own act: a link, a keyword, a button.
        Recipient = 3 "recipient",
        /// The provider said so.
        Provider = 4 "provider",
        Iys = 5 "iys",
    }
}

/// The last word of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    pub kind: RecipientKind,
    pub status: ConsentStatus,
}

/// Whether a message of a class may go to an address, whose last word is `consent`. Unknown addresses
/// count as individuals, so that commercial messages to them fail closed.
///
/// # Errors
/// [`SkipReason::Refused`] or [`SkipReason::NoConsent`].
pub fn check_consent(class: Class, consent: Option<Consent>) -> Result<(), SkipReason> {
    match (class, consent) {
        (Class::Informational, _) => Ok(()),
        (Class::Commercial, None) => Err(SkipReason::NoConsent),
        (Class::Commercial, Some(Consent { status: ConsentStatus::Refused, .. })) => Err(SkipReason::Refused),
        (Class::Commercial, Some(Consent { status: ConsentStatus::Given, .. })) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn consent(kind: RecipientKind, status: ConsentStatus) -> Option<Consent> {
        Some(Consent { kind, status })
    }

    #[test]
    fn a_commercial_message_needs_a_word_of_the_address() {
        use ConsentStatus::{Given, Refused};
        for kind in RecipientKind::ALL.iter().copied() {
            assert_eq!(check_consent(Class::Commercial, consent(kind, Given)), Ok(()));
            let refused = check_consent(Class::Commercial, consent(kind, Refused));
            assert_eq!(refused, Err(SkipReason::Refused));
        }
        assert_eq!(check_consent(Class::Commercial, None), Err(SkipReason::NoConsent));
    }

    #[test]
    fn a_debt_reminder_needs_none() {
        let refused = consent(RecipientKind::Individual, ConsentStatus::Refused);
        assert_eq!(check_consent(Class::Informational, refused), Ok(()));
    }
}
