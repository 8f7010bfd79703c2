//! What a form asks for beside saving.

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::failure::{Failure, Problem};
use crate::id::CampaignId;

coded_enum! {
    /// Which button of the content's form was pressed.
    ContentAct {
        /// On to the review.
        Review = 1 "review",
        /// Look at it once more, filled.
        Preview = 2 "preview",
        /// Send it to the asker.
        Test = 3 "test",
    }
}

/// A content that was saved, and what was done besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContentSaved {
    pub campaign: CampaignId,
    pub act: ContentAct,
}

/// Once more to those it did not reach, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResendForm {
    pub campaign: String,
    /// How many people the button named; empty when a program asks.
    pub people: String,
}

impl ResendForm {
    /// # Errors
    /// An id that is none.
    pub fn parse(&self) -> Result<CampaignId, Failure> {
        self.campaign.parse().map_err(|_| Failure::new(Problem::Malformed))
    }

    /// # Errors
    /// `Conflict` when the page showed another number of people.
    pub fn check(&self, people: u32) -> Result<(), Failure> {
        check_shown(&self.people, people)
    }
}

/// Refuses when a page showed another number of people than there are now.
///
/// # Errors
/// `Conflict` at `people`, with the number there is.
pub(super) fn check_shown(shown: &str, people: u32) -> Result<(), Failure> {
    if shown.is_empty() || shown.parse() == Ok(people) {
        return Ok(());
    }
    let mut failure = Failure::field("people", Problem::Conflict);
    if let Some(field) = failure.fields.first_mut() {
        field.detail = Some(people.to_string());
    }
    Err(failure)
}
