//! Ways in which webhooks are unlike the textbook.

use serde::{Deserialize, Serialize};

/// Switches for all messages; [fates](super::FATES) do the same for one recipient. All off by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Modes {
    /// Every webhook comes twice.
    pub duplicate: bool,
    /// The statuses of a message come in any order.
    pub shuffle: bool,
    /// `delivered` never comes; `read` follows `sent`.
    pub skip_delivered: bool,
    /// `failed` (131026) follows `sent`.
    pub fail_after_sent: bool,
    /// Phone numbers are left out; only business-scoped user ids are given.
    pub bsuid_only: bool,
    /// Statuses in one POST, at most (1 to 1000; 0 is 1).
    pub batch: usize,
    /// The `sent` webhook is delivered before the call is answered.
    pub status_before_reply: bool,
}
