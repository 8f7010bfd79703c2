use domain::failure::Problem;
use domain::id::MessageId;
use domain::message::{FailureReason, State};
use domain::messages::DoubtWord;
use domain::rights::Right;
use storage::ledger::{Resolution, ResolvedBy, Verdict};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// A person's word on a message nobody can vouch for: it arrived, or it is sent once more.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `NotFound`; `Conflict` when it is not in doubt any more.
    pub async fn settle_doubt(
        &self,
        actor: &Actor,
        message: MessageId,
        word: DoubtWord,
    ) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let found = self.ledger().message(company, message).await?.ok_or(Problem::NotFound)?;
        let attempt = found.attempt.filter(|_| found.row.state == State::InDoubt).ok_or(Problem::Conflict)?;
        let verdict = match word {
            DoubtWord::Arrived => Verdict::Delivered,
            DoubtWord::Lost => Verdict::Failed(FailureReason::NoAnswer),
            DoubtWord::SendAgain => Verdict::Repeat { due_at: self.now() },
        };
        let by = ResolvedBy::Person(actor.user());
        let end =
            Resolution { company, message, attempt, verdict, by, code: None, text: None, provider_ref: None };
        let moved = self.ledger().resolve_doubt(vec![end]).await?;
        if moved.is_empty() { Err(Problem::Conflict.into()) } else { Ok(()) }
    }
}
