//! What a provider's answer means for its message and for its account.

use std::time::Duration;

use domain::message::{Channel, FailureReason};
use domain::provider_accounts::PauseReason;
use domain::time::Timestamp;
use providers::provider::{FailureKind, ProviderFailure, Scope, SendOutcome};
use storage::ledger::{Answer, Claimed};
use storage::rng::Rng;

use super::config::EngineConfig;

/// What an answer does beside moving its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Effect {
    None,
    /// The account works.
    Works,
    /// The account hears nothing until then.
    Throttle(Timestamp),
    /// The account cannot be reached; its next try waits a little longer each time.
    Unreached,
    /// A person must look at the account.
    Pause(PauseReason),
    /// The recipient wants no more messages.
    OptOut,
    /// There is no such number or mailbox.
    DeadAddress,
    /// WhatsApp takes only templates to the recipient.
    WindowClosed,
}

/// Rules and chance for retries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub config: &'a EngineConfig,
    pub rng: &'a dyn Rng,
    pub now: Timestamp,
}

impl Judge<'_> {
    pub fn judge(&self, message: &Claimed, outcome: &SendOutcome) -> (Answer, Effect) {
        match outcome {
            SendOutcome::Accepted(_) => (Answer::Accepted, Effect::Works),
            SendOutcome::Refused(failure) if failure.may_have_left() => (Answer::Unclear, Effect::None),
            SendOutcome::Refused(failure) => {
                (self.answer(message, failure), effect(message.channel, failure, self.now))
            }
        }
    }

    fn answer(&self, message: &Claimed, failure: &ProviderFailure) -> Answer {
        let reason = Some(failure.reason()).filter(|_| failure.code != "withheld");
        if reason.is_none() || failure.pauses_account() {
            return Answer::Retry { due_at: self.now, counts: false, reason };
        }
        match failure.kind {
            FailureKind::Throttled { after, .. } => {
                Answer::Retry { due_at: self.now + after, counts: false, reason }
            }
            FailureKind::OptedOut => Answer::Failed(FailureReason::OptedOut),
            _ => self.retry_or_fail(message, failure),
        }
    }

    fn retry_or_fail(&self, message: &Claimed, failure: &ProviderFailure) -> Answer {
        let failed = Answer::Failed(failure.reason());
        let Some(asked) = failure.retry_after() else { return failed };
        let tries = message.attempts + 1;
        let due_at = self.now + asked.max(self.back_off(tries));
        let too_late = message.expires_at.is_some_and(|end| due_at >= end);
        if tries >= self.config.most_attempts || too_late {
            failed
        } else {
            Answer::Retry { due_at, counts: true, reason: Some(failure.reason()) }
        }
    }

    /// The wait after so many tries: four times longer each, and up to a fifth more by chance, so that
    /// what failed together does not come back together.
    pub fn back_off(&self, tries: i16) -> Duration {
        let steps = u32::from(tries.max(1).unsigned_abs() - 1).min(16);
        let wait = self.config.first_wait.saturating_mul(4u32.saturating_pow(steps));
        let wait = wait.min(self.config.longest_wait);
        let micros = u64::try_from(wait.as_micros()).unwrap_or(u64::MAX);
        wait + Duration::from_micros(self.rng.below(micros / 5 + 1))
    }
}

fn effect(channel: Channel, failure: &ProviderFailure, now: Timestamp) -> Effect {
    match failure.kind {
        FailureKind::Unauthorized => Effect::Pause(PauseReason::Credentials),
        FailureKind::Config | FailureKind::Sender => Effect::Pause(PauseReason::Settings),
        FailureKind::NoCredit => Effect::Pause(PauseReason::NoCredit),
        FailureKind::Throttled { after, scope: Scope::Account } => Effect::Throttle(now + after),
        FailureKind::Unreachable if failure.code != "withheld" => Effect::Unreached,
        FailureKind::OptedOut => Effect::OptOut,
        FailureKind::Rejected { reason, retry: None } if reason.ends_address(channel) => Effect::DeadAddress,
        FailureKind::Rejected { reason: FailureReason::WindowClosed, .. } => Effect::WindowClosed,
        _ => Effect::None,
    }
}

#[cfg(test)]
mod tests {
    use domain::id::{AccountId, CompanyId, MessageId};
    use domain::message::{Class, Purpose};
    use storage::rng::SeededRng;

    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

    fn message(attempts: i16) -> Claimed {
        Claimed {
            message: MessageId::from_i64(1),
            company: CompanyId::from_i64(2),
            account: AccountId::from_i64(3),
            channel: Channel::Sms,
            purpose: Purpose::Campaign,
            class: Class::Informational,
            fence: 1,
            attempts,
            due_at: NOW,
            expires_at: Some(NOW + Duration::from_secs(86_400)),
            until: NOW + Duration::from_secs(30),
            contact: None,
            address: None,
            campaign: None,
            resend_of: None,
        }
    }

    fn judge(attempts: i16, kind: FailureKind) -> (Answer, Effect) {
        let (config, rng) = (EngineConfig::default(), SeededRng::new(1));
        let judge = Judge { config: &config, rng: &rng, now: NOW };
        judge.judge(&message(attempts), &ProviderFailure::new(kind, "", "").into())
    }

    #[test]
    fn every_failure_has_its_answer_and_its_effect() {
        let wait = Duration::from_secs(7);
        let uncounted = |due_at, reason| Answer::Retry { due_at, counts: false, reason: Some(reason) };
        let (account, busy) = (FailureReason::AccountProblem, FailureReason::TemporaryFault);
        let refused = FailureKind::Rejected { reason: FailureReason::UnknownRecipient, retry: None };
        let unsure = FailureKind::Rejected { reason: FailureReason::AddressRefused, retry: None };
        let silent = FailureKind::Rejected { reason: FailureReason::WindowClosed, retry: None };
        let table = [
            (FailureKind::Unauthorized, uncounted(NOW, account), Effect::Pause(PauseReason::Credentials)),
            (FailureKind::Config, uncounted(NOW, account), Effect::Pause(PauseReason::Settings)),
            (FailureKind::Sender, uncounted(NOW, account), Effect::Pause(PauseReason::Settings)),
            (
                FailureKind::NoCredit,
                uncounted(NOW, FailureReason::NoCredit),
                Effect::Pause(PauseReason::NoCredit),
            ),
            (
                FailureKind::Throttled { after: wait, scope: Scope::Account },
                uncounted(NOW + wait, busy),
                Effect::Throttle(NOW + wait),
            ),
            (
                FailureKind::Throttled { after: wait, scope: Scope::Recipient },
                uncounted(NOW + wait, busy),
                Effect::None,
            ),
            (FailureKind::Unclear, Answer::Unclear, Effect::None),
            (FailureKind::Unreadable, Answer::Unclear, Effect::None),
            (FailureKind::OptedOut, Answer::Failed(FailureReason::OptedOut), Effect::OptOut),
            (refused, Answer::Failed(FailureReason::UnknownRecipient), Effect::DeadAddress),
            (unsure, Answer::Failed(FailureReason::AddressRefused), Effect::None),
            (silent, Answer::Failed(FailureReason::WindowClosed), Effect::WindowClosed),
        ];
        for (kind, answer, effect) in table {
            assert_eq!(judge(0, kind), (answer, effect), "{kind:?}");
        }
    }

    #[test]
    fn waits_longer_each_time_and_gives_up_after_the_last() {
        let wait = |attempts| match judge(attempts, FailureKind::Unreachable) {
            (
                Answer::Retry { due_at, counts: true, reason: Some(FailureReason::NoAnswer) },
                Effect::Unreached,
            ) => due_at.since(NOW),
            other => panic!("{other:?}"),
        };
        for (attempts, least) in [(0, 5), (1, 20), (2, 80), (6, 1_800)] {
            let (least, wait) = (Duration::from_secs(least), wait(attempts));
            assert!(wait >= least && wait <= least + least / 5, "{attempts}: {wait:?}");
        }
        let (answer, _) = judge(7, FailureKind::Unreachable);
        assert_eq!(answer, Answer::Failed(FailureReason::NoAnswer));
    }

    #[test]
    fn does_not_retry_into_the_time_when_nobody_wants_it() {
        let hours = Duration::from_secs(25 * 3_600);
        let kind = FailureKind::Rejected { reason: FailureReason::MailboxFull, retry: Some(hours) };
        assert_eq!(judge(0, kind).0, Answer::Failed(FailureReason::MailboxFull));
    }

    #[test]
    fn a_withheld_message_burns_no_attempt_and_blames_nobody() {
        let (config, rng) = (EngineConfig::default(), SeededRng::new(1));
        let judge = Judge { config: &config, rng: &rng, now: NOW };
        let outcome = judge.judge(&message(7), &ProviderFailure::withheld().into());
        assert_eq!(outcome, (Answer::Retry { due_at: NOW, counts: false, reason: None }, Effect::None));
    }
}
