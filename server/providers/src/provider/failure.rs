use std::time::Duration;

use domain::message::FailureReason;

use crate::outbound::TlsProblem;

/// Why a provider did not do what it was asked, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind:?} {code} {text}")]
pub struct ProviderFailure {
    pub kind: FailureKind,
    /// The provider's own code, as text; empty when it gave none.
    pub code: String,
    /// What it or the network said: for the operator and the message's history, at most 500 characters.
    pub text: String,
}

/// The closed list of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The account's settings or domain must be corrected by a person.
    Config,
    /// The sender name, address or number is not one that the account may use.
    Sender,
    /// The credentials are not (or no longer) accepted.
    Unauthorized,
    /// This message is not taken. With `retry` a later try may succeed, without it none will.
    Rejected { reason: FailureReason, retry: Option<Duration> },
    /// Too fast. Nothing was sent, and no attempt is burnt; wait that long.
    Throttled { after: Duration, scope: Scope },
    /// Nothing has left: trying again later repeats nothing.
    Unreachable,
    /// It may have left and may have been taken: never repeated blindly.
    Unclear,
    /// An answer came and makes no sense; as doubtful as [`Unclear`](Self::Unclear).
    Unreadable,
    /// This recipient does not want messages (of this kind) from this company any more.
    OptedOut,
    /// The account's credit, package or payment is used up.
    NoCredit,
}

/// What a failure is about: whose queue stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Every message of the account would meet it: hold the account, tell a person.
    Account,
    /// This text, template or file is at fault, whoever receives it.
    Message,
    /// This recipient only.
    Recipient,
}

const LONGEST_TEXT: usize = 500;

impl ProviderFailure {
    pub fn new(kind: FailureKind, code: impl Into<String>, text: impl AsRef<str>) -> Self {
        let printable = |letter: char| if letter.is_control() { ' ' } else { letter };
        let text = text.as_ref().trim().chars().take(LONGEST_TEXT).map(printable).collect();
        Self { kind, code: code.into(), text }
    }

    pub fn config(text: impl AsRef<str>) -> Self {
        Self::new(FailureKind::Config, "", text)
    }

    pub fn unreachable(text: impl AsRef<str>) -> Self {
        Self::new(FailureKind::Unreachable, "", text)
    }

    pub fn unclear(text: impl AsRef<str>) -> Self {
        Self::new(FailureKind::Unclear, "", text)
    }

    pub fn unreadable(text: impl AsRef<str>) -> Self {
        Self::new(FailureKind::Unreadable, "", text)
    }

    /// A message that no later try will bring through.
    pub fn rejected(reason: FailureReason, code: impl Into<String>, text: impl AsRef<str>) -> Self {
        Self::new(FailureKind::Rejected { reason, retry: None }, code, text)
    }

    /// The provider has no such call.
    #[must_use]
    pub fn unsupported() -> Self {
        Self::new(FailureKind::Config, "unsupported", "the provider has no such call")
    }

    /// The gate closed before the first byte: see [`Gate`](super::Gate).
    #[must_use]
    pub fn withheld() -> Self {
        Self::new(FailureKind::Unreachable, "withheld", "withheld before the first byte")
    }

    /// The same failure of a call that only reads: nothing can be in doubt.
    #[must_use]
    pub fn of_a_read(self) -> Self {
        match self.kind {
            FailureKind::Unclear => Self { kind: FailureKind::Unreachable, ..self },
            _ => self,
        }
    }

    /// Whether the message may be with the provider although no success was reported.
    #[must_use]
    pub const fn may_have_left(&self) -> bool {
        matches!(self.kind, FailureKind::Unclear | FailureKind::Unreadable)
    }

    /// What it is about.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        match self.kind {
            FailureKind::Config
            | FailureKind::Sender
            | FailureKind::Unauthorized
            | FailureKind::Unreachable
            | FailureKind::NoCredit => Scope::Account,
            FailureKind::Throttled { scope, .. } => scope,
            FailureKind::Rejected { reason, .. } => scope_of(reason),
            FailureKind::Unclear | FailureKind::Unreadable => Scope::Message,
            FailureKind::OptedOut => Scope::Recipient,
        }
    }

    /// When a repetition makes sense and repeats nothing: `None` means never by itself. A zero leaves
    /// the pace to the caller's back-off.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self.kind {
            FailureKind::Throttled { after, .. } => Some(after),
            FailureKind::Rejected { retry, .. } => retry,
            FailureKind::Unreachable => Some(Duration::ZERO),
            _ => None,
        }
    }

    /// Whether the account must wait for a person: its credentials, settings or credit.
    #[must_use]
    pub const fn pauses_account(&self) -> bool {
        use FailureKind as Kind;
        matches!(self.kind, Kind::Config | Kind::Sender | Kind::Unauthorized | Kind::NoCredit)
    }

    /// The reason shown when a message ends as failed because of it.
    #[must_use]
    pub const fn reason(&self) -> FailureReason {
        match self.kind {
            FailureKind::Config | FailureKind::Sender | FailureKind::Unauthorized => {
                FailureReason::AccountProblem
            }
            FailureKind::Rejected { reason, .. } => reason,
            FailureKind::Throttled { .. } => FailureReason::TemporaryFault,
            FailureKind::Unreachable | FailureKind::Unclear => FailureReason::NoAnswer,
            FailureKind::Unreadable => FailureReason::Unknown,
            FailureKind::OptedOut => FailureReason::OptedOut,
            FailureKind::NoCredit => FailureReason::NoCredit,
        }
    }
}

impl From<TlsProblem> for ProviderFailure {
    /// Before the encryption nothing leaves. An invalid certificate needs a person, anything else may pass.
    fn from(problem: TlsProblem) -> Self {
        match problem {
            TlsProblem::Certificate(_) => Self::new(FailureKind::Config, "certificate", problem.to_string()),
            TlsProblem::Handshake(_) => Self::unreachable(problem.to_string()),
        }
    }
}

const fn scope_of(reason: FailureReason) -> Scope {
    use FailureReason as R;
    match reason {
        R::AccountProblem | R::NoCredit => Scope::Account,
        R::RejectedContent | R::TemplateProblem | R::Policy | R::TooLarge => Scope::Message,
        _ => Scope::Recipient,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_doubtful_answers_may_have_left() {
        assert!(ProviderFailure::unclear("cut").may_have_left());
        assert!(ProviderFailure::unreadable("<html>").may_have_left());
        for clear in [ProviderFailure::unreachable("refused"), ProviderFailure::withheld()] {
            assert!(!clear.may_have_left());
            assert_eq!(clear.retry_after(), Some(Duration::ZERO));
        }
    }

    #[test]
    fn a_doubtful_message_is_never_retried_by_itself() {
        assert_eq!(ProviderFailure::unclear("cut").retry_after(), None);
        assert_eq!(ProviderFailure::unreadable("?").retry_after(), None);
    }

    #[test]
    fn a_refused_recipient_does_not_stop_the_account() {
        let refused = ProviderFailure::rejected(FailureReason::UnknownRecipient, "550", "no such user");
        assert_eq!((refused.scope(), refused.pauses_account()), (Scope::Recipient, false));
        let no_credit = ProviderFailure::new(FailureKind::NoCredit, "60", "");
        assert_eq!((no_credit.scope(), no_credit.pauses_account()), (Scope::Account, true));
    }

    #[test]
    fn texts_are_cut_and_hold_no_line_breaks() {
        let failure = ProviderFailure::config(format!("a\r\nb{}", "x".repeat(900)));
        assert!(failure.text.starts_with("a  b") && failure.text.chars().count() == 500);
    }
}
