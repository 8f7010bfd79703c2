use domain::failure::Problem;
use domain::id::MessageId;
use domain::rights::Right;
use storage::ledger::{Selected, Selection};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Stops a message that has not left.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `Conflict` when it has left or ended meanwhile.
    pub async fn cancel_message(&self, actor: &Actor, message: MessageId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let of = Selection { company, which: Selected::Messages(vec![message]), after: None, limit: 1 };
        let step = self.ledger().cancel(of, Some(actor.user())).await?;
        if step.moved == 1 { Ok(()) } else { Err(Problem::Conflict.into()) }
    }
}
