use domain::failure::Problem;
use domain::id::MessageId;
use domain::message::State;
use domain::rights::Right;
use storage::ledger::Resend;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Sends a message that failed or expired once more, as a new message; asking twice sends once.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `NotFound`; `Conflict` when it has not failed.
    pub async fn resend_message(&self, actor: &Actor, message: MessageId) -> Result<MessageId, ServiceError> {
        let company = actor.require(Right::Send)?;
        let found = self.ledger().message(company, message).await?.ok_or(Problem::NotFound)?;
        if !matches!(found.row.state, State::Failed | State::Expired) {
            return Err(Problem::Conflict.into());
        }
        let resend = Resend {
            message,
            undone: None,
            account: None,
            due_at: self.now(),
            expires_at: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: actor.via(),
        };
        Ok(self.ledger().resend(company, resend).await?.message)
    }
}
