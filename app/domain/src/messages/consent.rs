//! What an address said about messages.

use crate::coded::coded_enum;
use crate::message::{Class, Purpose, SkipReason};

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

/// Whether somebody waits for a message because they asked for it, so that it comes whatever they said of
/// other notices: a code, or an answer to what they wrote. Nothing that promotes is asked for.
pub const fn is_asked_for(class: Class, purpose: Purpose) -> bool {
    matches!((class, purpose), (Class::Informational, Purpose::Code | Purpose::Reply))
}

/// Whether a message may go to an address, whose last word about its class is `consent`. Unknown addresses
/// count as individuals, so that commercial messages to them fail closed; notices need no consent, and can
/// be refused all the same.
///
/// # Errors
/// [`SkipReason::Refused`] or [`SkipReason::NoConsent`].
pub fn check_consent(class: Class, purpose: Purpose, consent: Option<Consent>) -> Result<(), SkipReason> {
    if is_asked_for(class, purpose) {
        return Ok(());
    }
    match (class, consent.map(|consent| consent.status)) {
        (_, Some(ConsentStatus::Refused)) => Err(SkipReason::Refused),
        (_, Some(ConsentStatus::Given)) | (Class::Informational, None) => Ok(()),
        (Class::Commercial, None) => Err(SkipReason::NoConsent),
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
            let check = |status| check_consent(Class::Commercial, Purpose::Campaign, consent(kind, status));
            assert_eq!((check(Given), check(Refused)), (Ok(()), Err(SkipReason::Refused)));
        }
        for purpose in Purpose::ALL {
            let unknown = check_consent(Class::Commercial, *purpose, None);
            assert_eq!(unknown, Err(SkipReason::NoConsent), "{purpose}");
        }
    }

    #[test]
    fn a_debt_reminder_needs_none_and_can_be_refused() {
        let refused = consent(RecipientKind::Individual, ConsentStatus::Refused);
        let check = |purpose, consent| check_consent(Class::Informational, purpose, consent);
        for purpose in [Purpose::Transactional, Purpose::Recipe, Purpose::Campaign] {
            assert_eq!(check(purpose, None), Ok(()));
            assert_eq!(check(purpose, refused), Err(SkipReason::Refused), "{purpose}");
        }
    }

    #[test]
    fn what_somebody_asked_for_comes_whatever_they_refused() {
        let refused = consent(RecipientKind::Individual, ConsentStatus::Refused);
        for purpose in [Purpose::Code, Purpose::Reply] {
            assert_eq!(check_consent(Class::Informational, purpose, refused), Ok(()));
            assert_eq!(check_consent(Class::Commercial, purpose, refused), Err(SkipReason::Refused));
        }
    }
}
