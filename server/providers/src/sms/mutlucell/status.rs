//! What the status of a report's row says.
//!
//! The vendor's own table is known from a client's language file only, and another client reads 0 and 1
//! differently, so an account can choose. The meanings of 15 to 20 come from a third client: they name a
//! reason, and that the message failed is said by all.

use domain::message::{FailureReason as Reason, State};

/// The names of the two readings in an account's settings.
pub(super) const PUBLISHED: &str = "published";
pub(super) const FROM_ZERO: &str = "from_zero";

/// How 0 and 1 are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Statuses {
    /// 0 could not be sent, 1 is being processed.
    Published,
    /// 0 waits, 1 is delivered.
    FromZero,
}

impl Statuses {
    pub(super) fn read(setting: Option<&str>) -> Self {
        if setting == Some(FROM_ZERO) { Self::FromZero } else { Self::Published }
    }

    /// State and reason; a status that is not known says no more than that the message is there.
    pub(super) fn state(self, status: &str) -> (State, Option<Reason>) {
        match (self, status) {
            (Self::FromZero, "0") => (State::Accepted, None),
            (Self::FromZero, "1") => (State::Delivered, None),
            _ => published(status),
        }
    }
}

fn published(status: &str) -> (State, Option<Reason>) {
    match status {
        "2" => (State::Sent, None),
        "3" => (State::Delivered, None),
        "5" => (State::Expired, Some(Reason::Expired)),
        "0" | "13" | "20" => failed(Reason::TemporaryFault),
        "6" | "21" | "22" => failed(Reason::Unknown),
        "7" | "18" => failed(Reason::RejectedByOperator),
        "12" => failed(Reason::PhoneOff),
        // One client alone says that there is no such subscriber.
        "15" => failed(Reason::AddressRefused),
        "16" | "19" => failed(Reason::Blocked),
        "17" => failed(Reason::MailboxFull),
        // 1 in progress, 4 in the queue, 11 unknown to the vendor itself.
        _ => (State::Accepted, None),
    }
}

const fn failed(reason: Reason) -> (State, Option<Reason>) {
    (State::Failed, Some(reason))
}

#[cfg(test)]
mod tests {
    use domain::message::Channel;

    use super::*;

    #[test]
    fn every_published_status_has_its_state() {
        for (statuses, state) in [
            (&["1", "4", "11", "99", "x"][..], State::Accepted),
            (&["2"], State::Sent),
            (&["3"], State::Delivered),
            (&["5"], State::Expired),
            (&["0", "6", "7", "12", "13", "15", "16", "17", "18", "19", "20", "21", "22"], State::Failed),
        ] {
            for status in statuses {
                let (found, reason) = Statuses::Published.state(status);
                assert_eq!(found, state, "{status}");
                assert_eq!(reason.is_some(), matches!(state, State::Failed | State::Expired), "{status}");
            }
        }
    }

    #[test]
    fn an_account_may_read_zero_and_one_differently() {
        let other = Statuses::read(Some(FROM_ZERO));
        assert_eq!([other.state("0").0, other.state("1").0], [State::Accepted, State::Delivered]);
        assert_eq!(other.state("5"), Statuses::Published.state("5"));
        assert_eq!(Statuses::read(None), Statuses::Published);
    }

    #[test]
    fn no_status_is_sure_enough_to_end_an_address() {
        for status in 0..=30 {
            let reason = Statuses::Published.state(&status.to_string()).1;
            assert!(reason.is_none_or(|reason| !reason.ends_address(Channel::Sms)), "{status}");
        }
    }
}
