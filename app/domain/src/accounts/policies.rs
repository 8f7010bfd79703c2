use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::id::{PolicyEventId, PolicyVersionId};
use crate::lang::Lang;
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

    /// Whether a sign-up records it: nobody works here before it was accepted, or shown.
    pub const fn is_of_sign_up(self) -> bool {
        matches!(self, Self::Terms | Self::Clarification)
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

/// A document whose latest version the reader has not accepted yet, or not been shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyToRead {
    pub policy: PolicyView,
    /// The version that the reader knows, so that a page can tell what is new; `None` when they know none
    /// but this.
    pub before: Option<EarlierPolicy>,
    /// Whether a sign-in leads to it: it was published since the reader joined, or nobody works without it.
    pub is_due: bool,
}

/// An earlier version of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierPolicy {
    pub version: i32,
    /// Markdown without HTML.
    pub body: String,
}

/// One thing that a person did with a document, or accepted for a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEventRow {
    pub id: PolicyEventId,
    pub kind: PolicyKind,
    pub version: i32,
    /// In the language that it was read in.
    pub title: String,
    pub act: PolicyAct,
    pub at: Timestamp,
    /// The name of the company that it was accepted for.
    pub company: Option<String>,
}

/// The same with its proof: the words that stood on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyEventView {
    pub row: PolicyEventRow,
    /// Markdown without HTML.
    pub body: String,
    pub lang: Lang,
    /// From where it was done.
    pub address: String,
    pub agent: String,
    /// SHA-256 of title, a blank line and body as they stood on the page; 64 hexadecimal digits.
    pub sha256: String,
    /// Whether title and body are those very words. Texts were not kept from the beginning on: of an older
    /// proof whose operator has another name by now only the hash is left.
    pub is_exact: bool,
}
