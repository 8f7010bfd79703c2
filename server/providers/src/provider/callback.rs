use domain::time::Timestamp;

use super::report::DeliveryReport;

/// A request that came to an account's callback address, untouched.
#[derive(Clone, Copy, Debug)]
pub struct CallbackRequest<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Without the question mark.
    pub query: &'a str,
    /// Names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The bytes as they came: signatures are over them.
    pub body: &'a [u8],
}

impl CallbackRequest<'_> {
    /// The first header of that lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// What a callback says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Callback {
    pub events: Vec<CallbackEvent>,
    /// What to answer as the body; empty for most.
    pub answer: String,
    /// A signature proved who sent it. Without one, reports are a reason to pull, no more.
    pub trusted: bool,
}

/// Why a callback is turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallbackRefusal {
    /// Answer 401.
    #[error("the signature is missing or wrong")]
    BadSignature,
    /// Answer 400.
    #[error("not in the provider's format")]
    Malformed,
    /// Answer 404.
    #[error("the provider has no callbacks")]
    Unsupported,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackEvent {
    Report(DeliveryReport),
    Inbound(Inbound),
    OptOut(OptOutChange),
    Template(TemplateChange),
    /// About the account itself: quality, limits, restrictions. For a person to read.
    Notice {
        code: String,
        text: String,
        at: Option<Timestamp>,
    },
}

/// A person wrote to the company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// Unique per account; the same one may come several times.
    pub provider_ref: String,
    pub sender: Sender,
    /// Our number it came to.
    pub to: String,
    pub content: InboundContent,
    /// The message it answers, by the provider's name.
    pub replies_to: Option<String>,
    pub at: Option<Timestamp>,
}

/// Who wrote; at least one of number and user id is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// E.164 without `+`.
    pub digits: Option<String>,
    /// WhatsApp's id of the person within the business.
    pub user_id: Option<String>,
    /// The name the person shows.
    pub name: Option<String>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboundContent {
    Text(String),
    /// A button was pressed: what it said, and what it carries.
    Button {
        text: String,
        payload: String,
    },
    Reaction {
        emoji: Option<String>,
        to: String,
    },
    /// A picture, a recording, a document: fetched by its id within days.
    Media {
        kind: String,
        id: String,
        mime_type: String,
        caption: Option<String>,
        filename: Option<String>,
    },
    Location {
        latitude: String,
        longitude: String,
        name: Option<String>,
    },
    /// The person changed the number; the new one.
    NumberChanged {
        digits: String,
    },
    /// A kind this release does not know; its name.
    Other(String),
}

impl InboundContent {
    /// Whether the person did something; what the provider notes about them is none of theirs.
    #[must_use]
    pub fn is_of_person(&self) -> bool {
        !matches!(self, Self::NumberChanged { .. }) && !matches!(self, Self::Other(kind) if kind == "system")
    }
}

/// A person stopped or resumed marketing messages in the provider's own interface.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptOutChange {
    pub sender: Sender,
    pub opted_out: bool,
    pub at: Option<Timestamp>,
}

/// The provider changed its mind about a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateChange {
    pub id: String,
    pub name: String,
    pub language: String,
    /// `APPROVED`, `PAUSED`, …, or the new quality or category.
    pub status: String,
    pub reason: Option<String>,
}
