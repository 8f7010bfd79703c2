//! What the stand-ins remember of what they took.

use std::time::Duration;

use crate::clock::micros;

/// How long a stand-in remembers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Memory {
    /// Everything, until it is told to forget: a proof of "nothing lost, nothing twice" needs it.
    #[default]
    All,
    /// What can still be asked for: reports, for so long (virtual time) after the last of them can change.
    /// References and numbers are counted and not remembered, so that whoever runs for months does not grow.
    Recent(Duration),
}

impl Memory {
    /// Whether something that was over at one moment is forgotten at another; unix microseconds.
    pub(crate) fn forgets(self, over_at: i64, now: i64) -> bool {
        match self {
            Self::All => false,
            Self::Recent(kept) => now.saturating_sub(over_at) > micros(kept),
        }
    }
}
