//! What a delivery report does to a message, in whatever order reports come.

use super::state::State;

/// What a report changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportOutcome {
    /// The message moves. `late` marks a success after a failure or an expiry was already shown.
    Move { to: State, late: bool },
    /// The report is written into the history and changes nothing. `contradicts` marks a failure
    /// reported after the message was known to have arrived.
    HistoryOnly { contradicts: bool },
}

/// Decides what a provider's report means for a message that stands at `current`.
///
/// Reports are only of the kinds accepted, sent, delivered, read, failed and expired; any other kind,
/// and a message that has never left, yields [`ReportOutcome::HistoryOnly`].
pub fn apply_report(current: State, reported: State) -> ReportOutcome {
    if is_report(reported) && has_left(current) && current.may_become(reported) {
        let late = matches!(current, State::Failed | State::Expired);
        return ReportOutcome::Move { to: reported, late };
    }
    let arrived = matches!(current, State::Delivered | State::Read);
    ReportOutcome::HistoryOnly { contradicts: arrived && matches!(reported, State::Failed | State::Expired) }
}

const fn is_report(state: State) -> bool {
    use State::{Accepted, Delivered, Expired, Failed, Read, Sent};
    matches!(state, Accepted | Sent | Delivered | Read | Failed | Expired)
}

const fn has_left(state: State) -> bool {
    use State::{Accepted, Delivered, Expired, Failed, InDoubt, OnWire, Read, Sent};
    matches!(state, OnWire | InDoubt | Accepted | Sent | Delivered | Read | Failed | Expired)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const REPORTS: &[State] = &[State::Accepted, State::Sent, State::Delivered, State::Read, State::Failed];

    fn after(start: State, reports: &[State]) -> State {
        reports.iter().fold(start, |now, report| match apply_report(now, *report) {
            ReportOutcome::Move { to, .. } => to,
            ReportOutcome::HistoryOnly { .. } => now,
        })
    }

    proptest! {
        #[test]
        fn any_order_of_the_same_reports_ends_the_same(
            reports in prop::collection::vec(prop::sample::select(REPORTS), 1..8),
            seed in any::<prop::sample::Index>(),
        ) {
            let mut turned = reports.clone();
            turned.rotate_left(seed.index(reports.len()));
            prop_assert_eq!(after(State::OnWire, &reports), after(State::OnWire, &turned));
        }

        #[test]
        fn a_repeated_report_changes_nothing(
            state in prop::sample::select(State::ALL), report in prop::sample::select(REPORTS),
        ) {
            let once = after(state, &[report]);
            prop_assert_eq!(after(once, &[report]), once);
        }
    }

    #[test]
    fn a_late_sent_after_delivered_is_history() {
        let outcome = apply_report(State::Delivered, State::Sent);
        assert_eq!(outcome, ReportOutcome::HistoryOnly { contradicts: false });
    }

    #[test]
    fn a_failure_after_delivery_is_flagged() {
        let outcome = apply_report(State::Delivered, State::Failed);
        assert_eq!(outcome, ReportOutcome::HistoryOnly { contradicts: true });
    }

    #[test]
    fn a_delivery_after_a_failure_is_late() {
        let outcome = apply_report(State::Failed, State::Delivered);
        assert_eq!(outcome, ReportOutcome::Move { to: State::Delivered, late: true });
    }

    #[test]
    fn a_message_that_never_left_is_not_moved_by_a_report() {
        assert_eq!(after(State::Queued, &[State::Delivered]), State::Queued);
    }
}
