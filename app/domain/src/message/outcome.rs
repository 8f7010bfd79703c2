use super::state::{Stage, State};
use crate::coded::coded_enum;

coded_enum! {
    /// How far a message has come, as reports count it. Leases and departures do not change it.
    Outcome {
        /// Not yet with its provider.
        Waiting = 1 "waiting",
        OnItsWay = 2 "on_its_way",
        Arrived = 3 "arrived",
        Failed = 4 "failed",
        LeftOut = 5 "left_out",
        NeedsYou = 6 "needs_you",
    }
}

impl Outcome {
    /// Whether it was tried: what is charged for.
    pub const fn is_sent(self) -> bool {
        matches!(self, Self::OnItsWay | Self::Arrived | Self::Failed)
    }
}

impl State {
    /// How far a message in this state has come.
    pub const fn outcome(self) -> Outcome {
        match self.stage() {
            Stage::Waiting | Stage::Sending => Outcome::Waiting,
            Stage::OnItsWay => Outcome::OnItsWay,
            Stage::Arrived => Outcome::Arrived,
            Stage::Failed => Outcome::Failed,
            Stage::LeftOut => Outcome::LeftOut,
            Stage::NeedsYou => Outcome::NeedsYou,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_worker_does_with_a_message_changes_no_report() {
        assert_eq!(State::Queued.outcome(), State::Leased.outcome());
        assert_eq!(State::Leased.outcome(), State::OnWire.outcome());
    }

    #[test]
    fn what_was_tried_is_sent() {
        for state in State::ALL {
            assert_eq!(state.outcome().is_sent(), state.is_sent(), "{state}");
        }
    }
}
