use std::sync::Arc;

use domain::email_address::EmailAddress;
use domain::phone::PhoneNumber;
use domain::time::Timestamp;

use super::content::Content;
use super::failure::ProviderFailure;

/// One message on its way to a provider: rendered, frozen, and allowed to leave by every rule.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// Our own reference, unique per attempt, at most 64 ASCII letters, digits, `_`, `-` and `.`;
    /// handed to the provider wherever it keeps one.
    pub reference: String,
    pub recipient: Recipient,
    /// The SMS sender name, or the display name of an e-mail's From; `None` takes the account's own.
    pub sender: Option<Arc<str>>,
    pub content: Content,
    /// After this moment the provider need not try any more, where it can be told.
    pub valid_until: Option<Timestamp>,
}

/// Whom a message goes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// For SMS and WhatsApp.
    Phone(PhoneNumber),
    Email(EmailAddress),
    /// A WhatsApp user known only by the id Meta gives them within one business, `TR.1a2b…`.
    WhatsappUser(String),
}

impl Recipient {
    /// A form for logs.
    #[must_use]
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(number) => number.masked(),
            Self::Email(address) => address.masked(),
            Self::WhatsappUser(id) => format!("{}…", id.chars().take(4).collect::<String>()),
        }
    }
}

/// What became of one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// The provider has it.
    Accepted(Accepted),
    /// It has not, or nobody can tell: see [`ProviderFailure::may_have_left`].
    Refused(ProviderFailure),
}

/// A provider's word that it took a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The provider's name for it; shared by all messages of a call where the provider names only
    /// jobs. Empty where it gives none.
    pub provider_ref: Arc<str>,
    /// What else it said, as a code or a short text of its own.
    pub note: Option<String>,
    /// SHA-256 of the bytes that left, where they differ from the stored text (e-mail).
    pub sha256: Option<[u8; 32]>,
}

impl SendOutcome {
    /// Accepted under this name, nothing else said.
    pub fn accepted(provider_ref: impl Into<Arc<str>>) -> Self {
        Self::Accepted(Accepted { provider_ref: provider_ref.into(), ..Accepted::default() })
    }

    /// The failure, unless it was accepted.
    #[must_use]
    pub const fn failure(&self) -> Option<&ProviderFailure> {
        match self {
            Self::Accepted(_) => None,
            Self::Refused(failure) => Some(failure),
        }
    }
}

impl From<Result<Accepted, ProviderFailure>> for SendOutcome {
    fn from(result: Result<Accepted, ProviderFailure>) -> Self {
        match result {
            Ok(accepted) => Self::Accepted(accepted),
            Err(failure) => Self::Refused(failure),
        }
    }
}

impl From<ProviderFailure> for SendOutcome {
    fn from(failure: ProviderFailure) -> Self {
        Self::Refused(failure)
    }
}

/// Asked just before the first byte of a message or a call leaves, after any waiting for a connection:
/// a lease may have ended meanwhile, or the process may have been stopped for an hour.
pub trait Gate: Send + Sync {
    /// False withholds the message; it is then refused as unreachable, since nothing has left.
    fn may_leave(&self) -> bool;
}

/// Lets everything pass: for tests of connections and for messages without a lease.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenGate;

impl Gate for OpenGate {
    fn may_leave(&self) -> bool {
        true
    }
}

impl<F: Fn() -> bool + Send + Sync> Gate for F {
    fn may_leave(&self) -> bool {
        self()
    }
}
