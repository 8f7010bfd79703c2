use std::collections::BTreeMap;

use domain::message::{FailureReason, HoldReason, SkipReason, State};

/// Why a message stands where it stands; which list it is from follows from the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Skip(SkipReason),
    Hold(HoldReason),
    Failure(FailureReason),
}

impl Reason {
    /// The number kept in the database beside the state.
    #[must_use]
    pub const fn code(self) -> i16 {
        match self {
            Self::Skip(reason) => reason.code(),
            Self::Hold(reason) => reason.code(),
            Self::Failure(reason) => reason.code(),
        }
    }

    /// Reads a code beside its state; `None` for a code of a newer release.
    #[must_use]
    pub fn of(state: State, code: i16) -> Option<Self> {
        match state {
            State::Skipped => SkipReason::from_code(code).map(Self::Skip),
            State::Held => HoldReason::from_code(code).map(Self::Hold),
            _ => FailureReason::from_code(code).map(Self::Failure),
        }
    }
}

pub(super) fn most_frequent_first(counts: BTreeMap<FailureReason, i64>) -> Vec<(FailureReason, i64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
