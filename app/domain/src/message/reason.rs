//! Why a message was not sent, waits, or failed: codes that the interface turns into words.

use super::kind::{Channel, Class, Purpose};
use crate::coded::coded_enum;

coded_enum! {
    /// Why a message was deliberately not sent.
    SkipReason {
        NoConsent = 1 "no_consent",
        Refused = 2 "refused",
        Duplicate = 3 "duplicate",
        InvalidAddress = 4 "invalid_address",
        NoAddress = 5 "no_address",
        MissingVariable = 6 "missing_variable",
        Minor = 7 "minor",
        Erased = 8 "erased",
        TooLong = 9 "too_long",
        LimitReached = 10 "limit_reached",
        Unreachable = 11 "unreachable",
        /// What it repeats has arrived meanwhile.
        Arrived = 12 "arrived",
        /// A WhatsApp text that is no template, to somebody who has not written for a day.
        WindowClosed = 13 "window_closed",
    }
}

coded_enum! {
    /// Why a message waits for a person or an account.
    HoldReason {
        AccountPaused = 1 "account_paused",
        NoAccount = 2 "no_account",
        Approval = 3 "approval",
        Restored = 4 "restored",
        FoundLate = 5 "found_late",
        UndoWindow = 6 "undo_window",
        /// A member keeps it back.
        ByPerson = 7 "by_person",
    }
}

coded_enum! {
    /// Why a provider or the network did not deliver it; each has advice of its own on screen.
    FailureReason {
        UnknownRecipient = 1 "unknown_recipient",
        InvalidNumber = 2 "invalid_number",
        PhoneOff = 3 "phone_off",
        MailboxFull = 4 "mailbox_full",
        Blocked = 5 "blocked",
        ConsentBlocked = 6 "consent_blocked",
        OptedOut = 7 "opted_out",
        RejectedByOperator = 8 "rejected_by_operator",
        RejectedContent = 9 "rejected_content",
        Duplicate = 10 "duplicate",
        NoCredit = 11 "no_credit",
        AccountProblem = 12 "account_problem",
        NotOnWhatsapp = 13 "not_on_whatsapp",
        WindowClosed = 14 "window_closed",
        TemplateProblem = 15 "template_problem",
        TemporaryFault = 16 "temporary_fault",
        NoAnswer = 17 "no_answer",
        Policy = 18 "policy",
        TooLarge = 19 "too_large",
        Expired = 20 "expired",
        /// Meta's own cap on promotion per person, or its experiment; nobody blocked anybody.
        WithheldByMeta = 21 "withheld_by_meta",
        /// The person has another phone or account since, and the check for that is on.
        IdentityChanged = 22 "identity_changed",
        /// A test number of Meta writes only to the few people on its list.
        NotOnTestList = 23 "not_on_test_list",
        /// This kind of message needs a phone number, not WhatsApp's id of a person.
        NeedsPhone = 24 "needs_phone",
        /// Meta lets the business not write to people of that country.
        CountryClosed = 25 "country_closed",
        /// The company itself blocked the person.
        BlockedByUs = 26 "blocked_by_us",
        /// The provider took it and never told what became of it: it may have arrived.
        NoReport = 27 "no_report",
        /// The address was not taken, and that it does not exist is only one of the possible reasons.
        AddressRefused = 28 "address_refused",
        Unknown = 99 "unknown",
    }
}

impl FailureReason {
    /// Whether the same message may arrive when it is sent once more: the address is right, nobody refused
    /// it, and what stood in its way passes or can be put right.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        match self {
            Self::PhoneOff
            | Self::MailboxFull
            | Self::NoCredit
            | Self::AccountProblem
            | Self::TemporaryFault
            | Self::NoAnswer
            | Self::Expired
            | Self::WithheldByMeta
            | Self::NotOnTestList
            | Self::Unknown => true,
            Self::UnknownRecipient
            | Self::InvalidNumber
            | Self::Blocked
            | Self::ConsentBlocked
            | Self::OptedOut
            | Self::RejectedByOperator
            | Self::RejectedContent
            | Self::Duplicate
            | Self::NotOnWhatsapp
            | Self::WindowClosed
            | Self::TemplateProblem
            | Self::Policy
            | Self::IdentityChanged
            | Self::NeedsPhone
            | Self::CountryClosed
            | Self::BlockedByUs
            | Self::TooLarge
            | Self::AddressRefused
            | Self::NoReport => false,
        }
    }

    /// Whether it says for sure that there is no such number or mailbox, whoever writes to it and whatever
    /// they write. WhatsApp knows only its own users, so it says this of nobody.
    #[must_use]
    pub const fn ends_address(self, channel: Channel) -> bool {
        matches!(channel, Channel::Sms | Channel::Email)
            && matches!(self, Self::UnknownRecipient | Self::InvalidNumber)
    }
}

/// What to do with a message nobody can vouch for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoubtPolicy {
    /// Keep it and show it to a person.
    Keep,
    /// Send it again, but only once.
    RepeatOnce,
}

impl DoubtPolicy {
    /// The rule by kind: a code is repeated once, everything else is never repeated blindly, unless
    /// the company has chosen to repeat informational transactional messages.
    pub const fn of(purpose: Purpose, class: Class, repeat_transactional: bool) -> Self {
        match (purpose, class) {
            (Purpose::Code, _) => Self::RepeatOnce,
            (Purpose::Transactional, Class::Informational) if repeat_transactional => Self::RepeatOnce,
            _ => Self::Keep,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FailureReason;

    #[test]
    fn what_may_have_arrived_is_not_sent_once_more() {
        assert!(!FailureReason::NoReport.may_pass() && FailureReason::Expired.may_pass());
    }
}
