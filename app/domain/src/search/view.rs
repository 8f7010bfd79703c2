use serde::{Deserialize, Serialize};

use crate::contacts::{ContactRow, TagRow};
use crate::id::CampaignId;
use crate::messages::MessageRow;
use crate::time::Timestamp;

/// What a search found, each kind in its own list. A list is empty as well where the visitor may not see
/// what would be in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchResults {
    pub people: Hits<ContactRow>,
    pub tags: Hits<TagRow>,
    pub campaigns: Hits<CampaignHit>,
    pub messages: Hits<MessageRow>,
}

impl SearchResults {
    /// How many hits are shown.
    pub const fn count(&self) -> usize {
        self.people.rows.len() + self.tags.rows.len() + self.campaigns.rows.len() + self.messages.rows.len()
    }

    pub const fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

/// The first few of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits<T> {
    pub rows: Vec<T>,
    /// There are, or may be, others beyond these.
    pub more: bool,
}

impl<T> Hits<T> {
    /// The first `limit` of what was found.
    pub fn first(limit: usize, found: impl IntoIterator<Item = T>) -> Self {
        let mut rows: Vec<_> = found.into_iter().take(limit + 1).collect();
        let more = rows.len() > limit;
        rows.truncate(limit);
        Self { rows, more }
    }
}

impl<T> Default for Hits<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), more: false }
    }
}

/// A campaign with the name somebody gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignHit {
    pub id: CampaignId,
    pub name: String,
    pub created: Timestamp,
    /// It was not launched yet.
    pub draft: bool,
}
