//! What a failure asks of the person who sent the message.

use super::reason::FailureReason;

impl FailureReason {
    /// Whether the same message may well arrive when it is sent again later, with nothing else changed.
    pub const fn resend_helps(self) -> bool {
        use FailureReason as R;
        matches!(
            self,
            R::PhoneOff | R::MailboxFull | R::TemporaryFault | R::NoAnswer | R::Expired | R::Unknown
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_by_itself_is_worth_a_second_try() {
        let again: Vec<_> = FailureReason::ALL.iter().filter(|reason| reason.resend_helps()).collect();
        let expected = ["phone_off", "mailbox_full", "temporary_fault", "no_answer", "expired", "unknown"];
        assert_eq!(again.iter().map(|reason| reason.word()).collect::<Vec<_>>(), expected);
    }
}
