use domain::id::{AccountId, AttemptId, CompanyId, MessageId, UserId};
use domain::message::{Class, FailureReason, Purpose, State};
use domain::time::Timestamp;

/// A delivery report of a provider.
#[derive(Debug, Clone)]
pub struct Report {
    /// The account it came in for; it moves messages of this account only.
    pub account: AccountId,
    pub subject: ReportSubject,
    /// accepted, sent, delivered, read, failed or expired; others are only noted.
    pub state: State,
    pub reason: Option<FailureReason>,
    pub code: Option<String>,
    pub text: Option<String>,
    /// The provider's time of it.
    pub at: Timestamp,
}

/// How a report names its message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReportSubject {
    Message(MessageId),
    /// By our reference.
    Attempt(AttemptId),
    /// By the provider's, as given at [`Settlement::provider_ref`](super::Settlement::provider_ref).
    ProviderRef(String),
}

/// What became of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportResult {
    /// The message moved.
    Moved { message: MessageId, to: State },
    /// It was written into the history.
    Noted { message: MessageId },
    /// It had been applied before.
    Duplicate { message: MessageId },
    /// No such message yet; kept and tried again.
    Kept,
}

/// A message nobody can vouch for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulMessage {
    pub message: MessageId,
    pub company: CompanyId,
    pub account: AccountId,
    pub purpose: Purpose,
    pub class: Class,
    pub attempt: AttemptId,
    pub call: Option<AttemptId>,
    pub attempts: i16,
    pub started_at: Timestamp,
    /// Since when it is in doubt.
    pub since: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// Whether the rule has repeated it already.
    pub repeated: bool,
}

/// An end to a doubt.
#[derive(Debug, Clone)]
pub struct Resolution {
    pub company: CompanyId,
    pub message: MessageId,
    /// The attempt that is in doubt; another one by now leaves the message as it is.
    pub attempt: AttemptId,
    pub verdict: Verdict,
    pub by: ResolvedBy,
    pub code: Option<String>,
    pub text: Option<String>,
    /// The provider's name of the message, as at [`Settlement::provider_ref`](super::Settlement::provider_ref);
    /// reports that are still owed are asked for by it.
    pub provider_ref: Option<String>,
}

/// What is true of a message that was in doubt, or what to do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Accepted,
    Sent,
    Delivered,
    Read,
    Failed(FailureReason),
    /// Send it again.
    Repeat {
        due_at: Timestamp,
    },
}

impl Verdict {
    pub(crate) const fn state(self) -> State {
        match self {
            Self::Accepted => State::Accepted,
            Self::Sent => State::Sent,
            Self::Delivered => State::Delivered,
            Self::Read => State::Read,
            Self::Failed(_) => State::Failed,
            Self::Repeat { .. } => State::Queued,
        }
    }
}

/// Who ended a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResolvedBy {
    /// The provider, when asked.
    Provider,
    /// The rule by kind; it repeats a message only once.
    Rule,
    Person(UserId),
}

/// A message whose provider still owes a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwaitedReport {
    pub message: MessageId,
    pub attempt: AttemptId,
    pub call: Option<AttemptId>,
    pub provider_ref: Option<String>,
    pub state: State,
    pub started_at: Timestamp,
}
