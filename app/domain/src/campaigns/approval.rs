//! Somebody who may send asks somebody who may approve.

use serde::{Deserialize, Serialize};

use crate::failure::{Checks, Failure, Problem};
use crate::form_text::optional_paragraph;
use crate::id::CampaignId;
use crate::time::Timestamp;

/// The longest word that goes back with a send, in characters.
const LONGEST_NOTE: usize = 500;

/// Who asked for an approval, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub by: String,
    pub at: Timestamp,
    /// Whether the reader asked.
    pub is_mine: bool,
}

/// A send that was not approved, or that its sender took back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    pub by: String,
    pub at: Timestamp,
    /// What is to be changed; empty when nothing was said.
    pub note: String,
}

/// A send goes back to its draft, as posted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SendBackForm {
    pub campaign: String,
    pub note: String,
}

impl SendBackForm {
    /// # Errors
    /// An id that is none; a note that is too long.
    pub fn parse(&self) -> Result<(CampaignId, Option<String>), Failure> {
        let campaign = self.campaign.parse().map_err(|_| Failure::new(Problem::Malformed))?;
        let mut checks = Checks::default();
        let note = checks.take("note", optional_paragraph(&self.note, LONGEST_NOTE));
        checks.done()?;
        Ok((campaign, note.flatten()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_its_bounds() {
        let form = |note: String| SendBackForm { campaign: CampaignId::from_i64(7).to_string(), note };
        assert_eq!(form("  ".into()).parse(), Ok((CampaignId::from_i64(7), None)));
        assert!(form("a".repeat(LONGEST_NOTE)).parse().is_ok());
        let failure = form("a".repeat(LONGEST_NOTE + 1)).parse().err();
        assert!(failure.is_some_and(|failure| failure.of("note").is_some()));
    }
}
