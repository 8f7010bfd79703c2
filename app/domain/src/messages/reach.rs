//! How much of what was sent arrived, counted only where a channel tells.

use std::ops::Add;

use serde::{Deserialize, Serialize};

use crate::message::{Channel, Stage, State};

/// A part of a whole; a whole of 0 where nobody tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub part: u32,
    pub of: u32,
}

/// How far messages of one or more channels came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Not yet with the provider.
    pub waiting: u32,
    pub sent: u32,
    /// Of what was sent over channels that report deliveries.
    pub delivered: Share,
    /// Of what was sent over channels that report reading.
    pub read: Share,
    pub failed: u32,
    /// Sent, and a report is still to come.
    pub unreported: u32,
    /// Sent over a channel that reports no deliveries, and not failed.
    pub untold: u32,
}

impl Reach {
    /// The messages of a channel, by their states.
    #[must_use]
    pub fn of(channel: Channel, counts: &[(State, u32)]) -> Self {
        let sum = |wanted: fn(State) -> bool| -> u32 {
            counts.iter().filter(|(state, _)| wanted(*state)).map(|(_, count)| count).sum()
        };
        let (sent, arrived) = (sum(State::is_sent), sum(|state| state.stage() == Stage::Arrived));
        let on_its_way = sum(|state| state.stage() == Stage::OnItsWay);
        // A mail provider may tell after all.
        let tells = channel.reports_delivery() || arrived > 0;
        let reads = channel.reports_reading();
        Self {
            waiting: sum(|state| matches!(state.stage(), Stage::Waiting | Stage::Sending)),
            sent,
            delivered: if tells { Share { part: arrived, of: sent } } else { Share::default() },
            read: if reads {
                Share { part: sum(|state| state == State::Read), of: sent }
            } else {
                Share::default()
            },
            failed: sum(|state| state.stage() == Stage::Failed),
            unreported: if tells { on_its_way } else { 0 },
            untold: if tells { 0 } else { on_its_way },
        }
    }
}

impl Add for Share {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { part: self.part + other.part, of: self.of + other.of }
    }
}

impl Add for Reach {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            waiting: self.waiting + other.waiting,
            sent: self.sent + other.sent,
            delivered: self.delivered + other.delivered,
            read: self.read + other.read,
            failed: self.failed + other.failed,
            unreported: self.unreported + other.unreported,
            untold: self.untold + other.untold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(accepted: u32, delivered: u32, read: u32, failed: u32) -> [(State, u32); 4] {
        [
            (State::Accepted, accepted),
            (State::Delivered, delivered),
            (State::Read, read),
            (State::Failed, failed),
        ]
    }

    #[test]
    fn shares_are_of_what_can_be_told() {
        let reach = Reach::of(Channel::Whatsapp, &counts(1, 2, 3, 4))
            + Reach::of(Channel::Sms, &counts(10, 20, 0, 0))
            + Reach::of(Channel::Email, &counts(100, 0, 0, 5));
        assert_eq!((reach.sent, reach.failed), (145, 9));
        assert_eq!(reach.delivered, Share { part: 25, of: 40 });
        assert_eq!(reach.read, Share { part: 3, of: 10 });
        assert_eq!((reach.unreported, reach.untold), (11, 100));
    }

    #[test]
    fn mails_alone_have_no_share() {
        let reach = Reach::of(Channel::Email, &counts(3, 0, 0, 1));
        assert_eq!((reach.delivered.of, reach.read.of), (0, 0));
    }

    #[test]
    fn a_mail_provider_that_tells_is_believed() {
        let reach = Reach::of(Channel::Email, &counts(3, 1, 0, 0));
        assert_eq!(reach.delivered, Share { part: 1, of: 4 });
    }

    #[test]
    fn what_never_left_is_not_sent() {
        let all: Vec<_> = State::ALL.iter().map(|state| (*state, 1)).collect();
        let reach = Reach::of(Channel::Whatsapp, &all);
        assert_eq!(reach.sent, reach.delivered.part + reach.unreported + reach.failed);
        for state in [State::Queued, State::Held, State::InDoubt, State::Skipped, State::Cancelled] {
            assert!(!state.is_sent(), "{state}");
        }
    }
}
