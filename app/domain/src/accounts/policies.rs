use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::id::PolicyVersionId;
use crate::time::Timestamp;

coded_enum! {
    /// The documents that are shown to people or accepted by them.
    PolicyKind {
        Terms = 1 "terms",
        Privacy = 2 "privacy",
        /// Clarification text (aydınlatma metni): is shown, never "accepted".
        Clarification = 3 "clarification",
        /// Data-processing agreement between company and operator.
        Processing = 4 "processing",
        SubProcessors = 5 "sub_processors",
    }
}

impl PolicyKind {
    /// What the law asks of the reader: informing is a duty of the controller and needs no consent
    /// (KVKK article 10), a contract needs an acceptance.
    pub const fn required_act(self) -> PolicyAct {
        match self {
            Self::Terms | Self::Processing => PolicyAct::Accepted,
            Self::Privacy | Self::Clarification | Self::SubProcessors => PolicyAct::Shown,
        }
    }
}

coded_enum! {
    /// What a person did with a version of a document.
    PolicyAct {
        Shown = 1 "shown",
        Accepted = 2 "accepted",
    }
}

/// The latest version of a document, named in a form so that the proof says which text was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyReference {
    pub id: PolicyVersionId,
    pub kind: PolicyKind,
    pub version: i32,
}

/// A document as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyView {
    pub reference: PolicyReference,
    pub title: String,
    /// Markdown without HTML.
    pub body: String,
    pub published: Timestamp,
    /// What the reader has already done with this version; `None` for visitors.
    pub done: Option<PolicyAct>,
}
