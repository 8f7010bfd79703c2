//! A look at everything that has to be right before an account's messages leave and arrive.

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::id::AccountId;
use crate::text::Text;
use crate::time::Timestamp;

/// What was found when everything about an account was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub at: Timestamp,
    pub checks: Vec<InspectionCheck>,
    /// How many people it may write to first within 24 hours; `None` where there is no limit or it is not known.
    pub daily_reach: Option<u32>,
}

/// One thing that has to be right before messages leave and arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionCheck {
    pub label: Text,
    pub state: CheckState,
    /// What the provider told, in its own words; empty when it told nothing.
    pub found: String,
    /// What to do; `None` when nothing is to be done.
    pub advice: Option<Text>,
}

coded_enum! {
    /// How one thing about an account stands.
    CheckState {
        Good = 1 "good",
        /// Works, but not for long or not fully.
        Attention = 2 "attention",
        Bad = 3 "bad",
        /// Nobody told.
        Unknown = 4 "unknown",
    }
}

/// The page that looks at a connection step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InspectionView {
    pub account: AccountId,
    pub name: String,
    /// `None` until it was looked at.
    pub last: Option<Inspection>,
    /// People who were written to from this account within the last 24 hours.
    pub written_to: u32,
}
