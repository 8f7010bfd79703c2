//! Reports applied, and what those that tell of a failure mean for the address and the account.

use domain::id::MessageId;
use domain::message::{FailureReason, State};
use domain::provider_accounts::PauseReason;
use domain::time::Timestamp;
use providers::provider::{FailureKind, ProviderFailure};
use storage::ledger::{Report, ReportResult};
use storage::provider_accounts;

use super::speaker::Speaker;
use crate::engine::address_key;
use crate::engine::effects::words;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Applies reports on an account's messages.
    ///
    /// # Errors
    /// Storage.
    pub(in crate::engine) async fn take_reports(
        &self,
        speaker: &Speaker,
        reports: Vec<Report>,
    ) -> Result<(), ServiceError> {
        if reports.is_empty() {
            return Ok(());
        }
        let results = self.ledger().apply_reports(reports.clone()).await?;
        for (report, result) in reports.iter().zip(results) {
            let ReportResult::Moved { message, to: State::Failed } = result else { continue };
            match report.reason {
                Some(reason) if reason.ends_address(speaker.channel) => {
                    self.note_reported_dead(speaker, report, message).await?;
                }
                Some(FailureReason::NoCredit) => self.heed_no_credit(speaker, report, message).await?,
                Some(FailureReason::WindowClosed) => self.heed_closed_window(speaker, message).await?,
                _ => {}
            }
        }
        Ok(())
    }

    async fn note_reported_dead(
        &self,
        speaker: &Speaker,
        report: &Report,
        message: MessageId,
    ) -> Result<(), ServiceError> {
        let bodies = self.ledger().load_bodies(&[message]).await?;
        let Some(body) = bodies.get(&message) else { return Ok(()) };
        let said = words(told(&report.code), told(&report.text));
        Ok(self.note_dead_address(speaker.company, speaker.channel, &body.recipient, said).await?)
    }

    /// A provider that takes messages it is not paid for, and says so only afterwards. What left before the
    /// account was last let go says nothing of its credit now.
    async fn heed_no_credit(
        &self,
        speaker: &Speaker,
        report: &Report,
        message: MessageId,
    ) -> Result<(), ServiceError> {
        let found = provider_accounts::find(self.db().read(), speaker.company, speaker.id).await?;
        let Some(account) = found.filter(|account| account.pause.is_none()) else { return Ok(()) };
        let left = self.left_at(speaker, message).await?;
        if account.resumed_at.is_some_and(|resumed| left.is_none_or(|left| left <= resumed)) {
            return Ok(());
        }
        let failure = ProviderFailure::new(FailureKind::NoCredit, told(&report.code), told(&report.text));
        self.stop_account(speaker.company, speaker.id, PauseReason::NoCredit, &failure).await?;
        Ok(())
    }

    /// What the person wrote before the message left did not let it through.
    async fn heed_closed_window(&self, speaker: &Speaker, message: MessageId) -> Result<(), ServiceError> {
        let bodies = self.ledger().load_bodies(&[message]).await?;
        let left = self.left_at(speaker, message).await?;
        let (Some(body), Some(left)) = (bodies.get(&message), left) else { return Ok(()) };
        let address = address_key(speaker.channel, &body.recipient);
        Ok(self.close_window(speaker.company, speaker.id, address, left).await?)
    }

    /// When the last attempt of a message left.
    async fn left_at(
        &self,
        speaker: &Speaker,
        message: MessageId,
    ) -> Result<Option<Timestamp>, ServiceError> {
        let history = self.ledger().history(speaker.company, message).await?;
        Ok(history.attempts.last().map(|attempt| attempt.started_at))
    }
}

fn told(words: &Option<String>) -> &str {
    words.as_deref().unwrap_or_default()
}
