use serde::{Deserialize, Serialize};

use crate::id::SessionId;
use crate::time::Timestamp;

/// One place where the person is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionRow {
    pub id: SessionId,
    pub started: Timestamp,
    /// Exact to the minute.
    pub seen: Timestamp,
    pub address: String,
    /// The browser's `User-Agent`, shortened.
    pub agent: String,
    /// Whether it is the one that asks.
    pub is_this: bool,
}
