use serde::{Deserialize, Serialize};

use super::view::Exclusion;
use crate::id::ContactId;
use crate::message::SkipReason;

/// Which of the people whom a launch left out a list shows; every field is a word in the page's address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LeftOutQuery {
    /// A word of [`SkipReason`]; empty for all.
    pub reason: String,
    /// The place from which on; empty for the first.
    pub from: String,
}

impl LeftOutQuery {
    /// What the words name; what is none is as if it were empty.
    pub fn select(&self) -> (Option<SkipReason>, u32) {
        (SkipReason::from_word(&self.reason), self.from.parse().unwrap_or_default())
    }
}

/// Somebody whom a launch left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutRow {
    pub reason: SkipReason,
    pub contact: Option<ContactId>,
    /// None for an address of nobody, for those who may not see cards, and once the card is gone.
    pub name: Option<String>,
    /// E.164 or an e-mail address; empty where there was none, and once the card is gone.
    pub address: String,
}

/// A page of them, in the order of the walk through the audience.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOutList {
    /// How many for which reason, as they were counted at the launch.
    pub excluded: Vec<Exclusion>,
    pub rows: Vec<LeftOutRow>,
    /// The place at which the next page begins; none at the end.
    pub next: Option<u32>,
}
