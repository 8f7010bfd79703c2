use std::collections::HashMap;

use domain::failure::Problem;
use domain::id::{AttemptId, MessageId};
use domain::messages::{HistoryRow, MessageBody, MessageView};
use domain::rights::Right;
use storage::ledger::{Body, EventView, Flags, HistoryView};
use storage::{provider_accounts, users};

use super::words::{reason, row};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// One message with everything that happened to it.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; `NotFound`, also for a message of another company.
    pub async fn get_message(&self, actor: &Actor, message: MessageId) -> Result<MessageView, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let found = self.ledger().message(company, message).await?.ok_or(Problem::NotFound)?;
        let history = self.ledger().history(company, message).await?;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        let sender = found.body.sender.clone();
        let account = match found.row.account {
            Some(account) => provider_accounts::find(self.db().read(), company, account).await?,
            None => None,
        };
        let author = match found.created_by {
            Some(user) => users::find(self.db().read(), user).await?,
            None => None,
        };
        Ok(MessageView {
            purpose: found.row.purpose,
            class: found.row.class,
            contact: found.row.contact,
            campaign: found.row.campaign,
            account: account.map(|account| account.name),
            sender,
            created_by: author.map(|user| user.name),
            resend_of: found.resend_of,
            body: if sees_bodies { Some(self.shown_body(found.body).await?) } else { None },
            contradicted: found.row.flags.has(Flags::CONTRADICTED),
            history: rows(history),
            row: row(found.row, sees_bodies),
        })
    }

    /// The text as it was frozen; an e-mail's text lies with its content.
    async fn shown_body(&self, body: Body) -> Result<MessageBody, ServiceError> {
        let content = match body.content {
            Some(id) => self.ledger().load_contents(&[id]).await?.remove(&id),
            None => None,
        };
        let (subject, text) = content.map_or((None, None), |content| (Some(content.subject), content.text));
        Ok(MessageBody {
            subject: body.subject.or(subject).unwrap_or_default(),
            text: body.text.or(text).unwrap_or_default(),
        })
    }
}

fn rows(history: HistoryView) -> Vec<HistoryRow> {
    let numbers: HashMap<AttemptId, u32> =
        history.attempts.iter().map(|attempt| attempt.id).zip(1..).collect();
    history.events.into_iter().map(|event| event_row(event, &numbers)).collect()
}

fn event_row(event: EventView, numbers: &HashMap<AttemptId, u32>) -> HistoryRow {
    HistoryRow {
        at: event.at,
        from: event.from,
        to: event.to,
        cause: event.cause,
        reason: event.reason.map(reason),
        attempt: event.attempt.and_then(|attempt| numbers.get(&attempt).copied()),
        code: event.code.unwrap_or_default(),
        text: event.text.unwrap_or_default(),
    }
}
