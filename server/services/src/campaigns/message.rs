//! One person's message of a campaign, as it goes into the ledger.

use domain::campaigns::{CampaignContent, sms_text};
use domain::failure::Problem;
use domain::id::{AccountId, CompanyId, ContentId};
use domain::message::{Channel, Purpose};
use domain::time::Timestamp;
use storage::campaigns::Campaign;
use storage::ledger::{Body, Content, FirstState, NewMessage, SendKey};

use super::people::Person;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::{Renderer, email_html};

/// What all messages of one launch share.
pub(super) struct Pattern {
    pub campaign: Campaign,
    pub content: CampaignContent,
    pub renderer: Renderer,
    pub account: AccountId,
    /// The kept content of an e-mail.
    pub mail: Option<ContentId>,
    pub due_at: Timestamp,
}

impl Pattern {
    /// # Errors
    /// `BadTemplate`: a text that does not end within its bounds.
    pub fn message(&self, person: &Person) -> Result<NewMessage, Problem> {
        let campaign = &self.campaign;
        Ok(NewMessage {
            company: campaign.company,
            account: Some(self.account),
            channel: self.content.channel,
            purpose: Purpose::Campaign,
            class: self.content.class,
            key: self.key(person),
            state: FirstState::Queued,
            due_at: self.due_at,
            expires_at: None,
            round: i16::try_from(campaign.round - 1).unwrap_or(i16::MAX),
            contact: person.contact,
            address: person.address_id,
            campaign: Some(campaign.id),
            resend_of: None,
            created_by: campaign.launched_by,
            approved_by: campaign.launched_by,
            via: domain::accounts::Via::Screen,
            body: self.body(person)?,
        })
    }

    /// The same person of the same round is the same message, however often it is planned.
    fn key(&self, person: &Person) -> SendKey {
        let campaign = &self.campaign;
        SendKey::new(format!(
            "campaign:{}:{}:{}:{}",
            campaign.id, campaign.round, self.content.channel, person.address
        ))
    }

    fn body(&self, person: &Person) -> Result<Body, Problem> {
        let recipient = person.address.clone();
        if let Some(mail) = self.mail {
            let params = serde_json::to_string(&person.values).ok();
            return Ok(Body { recipient, content: Some(mail), params, ..Body::default() });
        }
        let filled = self.renderer.fill(&person.values)?;
        let text = match self.content.channel {
            Channel::Sms => sms_text(&filled.body, self.content.class, ""),
            _ => filled.body,
        };
        Ok(Body { recipient, text: Some(text), ..Body::default() })
    }
}

impl Services {
    /// Keeps the content of a campaign's e-mail; other channels have none.
    pub(super) async fn keep_mail(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<Option<ContentId>, ServiceError> {
        if content.channel != Channel::Email {
            return Ok(None);
        }
        let kept = Content {
            subject: content.subject.clone(),
            html: Some(email_html(&content.body, "")),
            text: Some(content.body.clone()),
        };
        Ok(Some(self.ledger().save_content(company, kept).await?))
    }
}
