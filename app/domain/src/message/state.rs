//! The states of a message and the only moves between them.

use crate::coded::coded_enum;

coded_enum! {
    /// Where a message stands. Codes are literals in the ledger's SQL: they never change.
    State {
        /// Written, not yet released to the workers.
        Planned = 1 "planned",
        /// Waits for a worker.
        Queued = 2 "queued",
        /// Waits for a person or for an account to be resumed.
        Held = 3 "held",
        /// Claimed by a worker; nothing has left, so it is free to retry.
        Leased = 4 "leased",
        /// Recorded as leaving before the first byte left.
        OnWire = 5 "on_wire",
        /// Its process died, or its answer was lost, while it was on the wire.
        InDoubt = 6 "in_doubt",
        /// The provider took it.
        Accepted = 7 "accepted",
        /// The provider handed it on.
        Sent = 8 "sent",
        Delivered = 9 "delivered",
        Read = 10 "read",
        Failed = 11 "failed",
        Expired = 12 "expired",
        /// Not sent on purpose: no consent, a refusal, a duplicate.
        Skipped = 13 "skipped",
        Cancelled = 14 "cancelled",
    }
}

/// The few words a person needs: what the many states mean to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Waiting,
    Sending,
    OnItsWay,
    Arrived,
    /// Tried, and did not arrive.
    Failed,
    /// Not tried: skipped or cancelled.
    LeftOut,
    NeedsYou,
}

impl State {
    /// The states this one may go to; every other move is a defect.
    pub const fn moves(self) -> &'static [Self] {
        use State as S;
        match self {
            S::Planned => &[S::Queued, S::Skipped, S::Held, S::Expired, S::Cancelled],
            S::Queued => &[S::Leased, S::Held, S::Expired, S::Cancelled, S::Skipped],
            S::Held => &[S::Queued, S::Cancelled, S::Expired, S::Skipped],
            S::Leased => &[S::OnWire, S::Queued, S::Skipped, S::Held, S::Expired, S::Cancelled],
            S::OnWire => &[S::Accepted, S::Failed, S::Queued, S::InDoubt, S::Sent, S::Delivered, S::Read],
            S::InDoubt => &[S::Accepted, S::Sent, S::Delivered, S::Read, S::Failed, S::Queued],
            S::Accepted => &[S::Sent, S::Delivered, S::Read, S::Failed, S::Expired],
            S::Sent => &[S::Delivered, S::Read, S::Failed, S::Expired],
            S::Delivered => &[S::Read],
            S::Failed | S::Expired => &[S::Delivered, S::Read],
            S::Read | S::Skipped | S::Cancelled => &[],
        }
    }

    /// Whether the move is in the table of [`State::moves`].
    pub fn may_become(self, next: Self) -> bool {
        self.moves().contains(&next)
    }

    /// Whether nothing more is expected. `Accepted` is an end only where the provider gives no
    /// reports (plain SMTP), so the caller says so.
    pub const fn is_terminal(self, gives_reports: bool) -> bool {
        match self {
            Self::Failed | Self::Expired | Self::Skipped | Self::Cancelled | Self::Delivered | Self::Read => {
                true
            }
            Self::Accepted => !gives_reports,
            _ => false,
        }
    }

    /// Whether its bytes have not left, so that it can still be stopped.
    pub const fn is_stoppable(self) -> bool {
        matches!(self, Self::Planned | Self::Queued | Self::Held)
    }

    /// How far the provider has come; a later report of a lower rank is history, not state.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Planned | Self::Held | Self::Skipped | Self::Cancelled => 0,
            Self::Queued | Self::Leased => 1,
            Self::OnWire | Self::InDoubt => 2,
            Self::Accepted => 3,
            Self::Sent => 4,
            Self::Failed | Self::Expired => 5,
            Self::Delivered => 6,
            Self::Read => 7,
        }
    }

    /// Whether it was tried: with the provider, arrived, or failed. What waits, was left out or is in doubt
    /// is not sent.
    pub const fn is_sent(self) -> bool {
        matches!(self.stage(), Stage::OnItsWay | Stage::Arrived | Stage::Failed)
    }

    /// The state in a person's words.
    pub const fn stage(self) -> Stage {
        match self {
            Self::Planned | Self::Queued => Stage::Waiting,
            Self::Leased | Self::OnWire => Stage::Sending,
            Self::Accepted | Self::Sent => Stage::OnItsWay,
            Self::Delivered | Self::Read => Stage::Arrived,
            Self::Failed | Self::Expired => Stage::Failed,
            Self::Skipped | Self::Cancelled => Stage::LeftOut,
            Self::Held | Self::InDoubt => Stage::NeedsYou,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_state() -> impl Strategy<Value = State> {
        prop::sample::select(State::ALL)
    }

    proptest! {
        #[test]
        fn ranks_never_go_down_once_the_provider_has_it(from in any_state(), to in any_state()) {
            let with_provider = from.rank() >= State::Accepted.rank();
            if with_provider && from.may_become(to) {
                prop_assert!(to.rank() > from.rank());
            }
        }

        #[test]
        fn no_walk_comes_back_to_the_queue_after_acceptance(steps in prop::collection::vec(0usize..8, 0..64)) {
            let mut state = State::Accepted;
            for step in steps {
                let moves = state.moves();
                if moves.is_empty() { break; }
                state = moves[step % moves.len()];
                prop_assert!(!matches!(state, State::Queued | State::Leased | State::OnWire | State::InDoubt));
            }
        }

        #[test]
        fn every_state_can_reach_an_end(start in any_state()) {
            let mut seen = vec![start];
            let mut at = 0;
            while at < seen.len() {
                let fresh: Vec<_> = seen[at].moves().iter().filter(|s| !seen.contains(s)).copied().collect();
                seen.extend(fresh);
                at += 1;
            }
            prop_assert!(seen.iter().any(|s| s.is_terminal(true)));
        }
    }

    #[test]
    fn nothing_reaches_the_wire_but_from_a_lease() {
        let doors: Vec<_> = State::ALL.iter().filter(|s| s.may_become(State::OnWire)).collect();
        assert_eq!(doors, [&State::Leased]);
    }

    #[test]
    fn codes_and_words_are_unique() {
        for (n, a) in State::ALL.iter().enumerate() {
            for b in &State::ALL[n + 1..] {
                assert!(a.code() != b.code() && a.word() != b.word());
            }
            assert_eq!(State::from_code(a.code()), Some(*a));
            assert_eq!(State::from_word(a.word()), Some(*a));
        }
    }
}
