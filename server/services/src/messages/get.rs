use std::collections::HashMap;

use domain::failure::Problem;
use domain::id::{AttemptId, CompanyId, MessageId, UserId};
use domain::message::{Channel, State};
use domain::messages::{HistoryRow, MessageBody, MessageView, fold_history};
use domain::rights::Right;
use domain::sms::{SmsRules, measure};
use storage::ledger::{Body, Cursor, EventView, Flags, HistoryView, MessageFilter, MessagePage};
use storage::{provider_accounts, users};

use super::texts::Texts;
use super::words::reason;
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
        let account = match found.row.account {
            Some(account) => provider_accounts::find(self.db().read(), company, account).await?,
            None => None,
        };
        let provider = account.as_ref().and_then(|account| SmsRules::preset(&account.provider));
        let rules = (found.row.channel == Channel::Sms).then(|| provider.unwrap_or(SmsRules::NETGSM));
        let (newer, older) = self.neighbours(company, message).await?;
        let (class, purpose, flags) = (found.row.class, found.row.purpose, found.row.flags);
        let (contact, campaign) = (found.row.contact, found.row.campaign);
        let row = self.named_rows(actor, company, vec![found.row]).await?.pop().ok_or(Problem::NotFound)?;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        Ok(MessageView {
            purpose,
            class,
            contact,
            campaign,
            account: account.map(|account| account.name),
            sender: found.body.sender.clone(),
            created_by: self.name_of(found.created_by).await?,
            approved_by: self.name_of(found.approved_by).await?,
            cost: found.cost.filter(|_| actor.rights().has(Right::SeeFinancial)),
            resend_of: found.resend_of,
            first_failed: self.has_failed(company, found.resend_of).await?,
            body: if sees_bodies { Some(self.shown_body(&found.body, rules).await?) } else { None },
            contradicted: flags.has(Flags::CONTRADICTED),
            history: fold_history(rows(history)),
            newer,
            older,
            moving: row.is_moving(self.now()),
            row,
        })
    }

    pub(crate) async fn name_of(&self, user: Option<UserId>) -> Result<Option<String>, ServiceError> {
        let Some(user) = user else { return Ok(None) };
        Ok(users::find(self.db().read(), user).await?.map(|user| user.name))
    }

    async fn has_failed(&self, company: CompanyId, message: Option<MessageId>) -> Result<bool, ServiceError> {
        let Some(message) = message else { return Ok(false) };
        let found = self.ledger().message(company, message).await?;
        Ok(found.is_some_and(|found| matches!(found.row.state, State::Failed | State::Expired)))
    }

    /// The next newer and the next older message of the company.
    async fn neighbours(
        &self,
        company: CompanyId,
        message: MessageId,
    ) -> Result<(Option<MessageId>, Option<MessageId>), ServiceError> {
        let all = MessageFilter::default();
        let newer = self.ledger().list_messages(company, &all, Cursor::NewerThan(message), 1).await?;
        let older = self.ledger().list_messages(company, &all, Cursor::OlderThan(message), 1).await?;
        let first = |page: MessagePage| page.rows.first().map(|row| row.id);
        Ok((first(newer), first(older)))
    }

    /// The text as it was frozen.
    async fn shown_body(&self, body: &Body, rules: Option<SmsRules>) -> Result<MessageBody, ServiceError> {
        let said = Texts::default().of(self, body).await?;
        let parts = rules.map(|rules| measure(&said.text, &rules).parts);
        Ok(MessageBody { subject: said.subject, text: said.text, parts })
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
