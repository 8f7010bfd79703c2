use std::sync::Arc;

use domain::email_address::EmailAddress;
use domain::id::AttemptId;
use domain::message::{Channel, Class, SkipReason};
use domain::messages::{Consent, RecipientKind};
use domain::phone::PhoneNumber;
use domain::sms::{SmsRules, choose_encoding};
use providers::provider::{Content, EmailContent, IysFilter, Outgoing, Recipient, SmsContent, Unsubscribe};
use storage::ledger::{Body, Claimed};

use super::mail_text::{MailTemplate, MailText};
use super::whatsapp_text::whatsapp_content;

/// A claimed message that passed every check and waits for a connection.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub claimed: Claimed,
    pub body: Body,
    /// The content of an e-mail.
    pub template: Option<Arc<MailTemplate>>,
    pub consent: Option<Consent>,
    /// Where a mailbox refuses with one click (RFC 8058); only of commercial e-mails.
    pub unsubscribe: Option<String>,
}

impl Ready {
    /// What the provider gets under this attempt's name.
    ///
    /// # Errors
    /// Why it can never be sent.
    pub fn outgoing(&self, attempt: AttemptId, mail_domain: &str) -> Result<Outgoing, SkipReason> {
        let reference = attempt.to_string();
        Ok(Outgoing {
            recipient: self.recipient()?,
            sender: self.body.sender.as_deref().map(Arc::from),
            content: self.content(&reference, mail_domain)?,
            valid_until: self.claimed.expires_at,
            reference,
        })
    }

    fn recipient(&self) -> Result<Recipient, SkipReason> {
        let text = &self.body.recipient;
        let phone =
            || PhoneNumber::parse_any(text).map(Recipient::Phone).map_err(|_| SkipReason::InvalidAddress);
        match self.claimed.channel {
            Channel::Email => {
                EmailAddress::parse(text).map(Recipient::Email).map_err(|_| SkipReason::InvalidAddress)
            }
            Channel::Whatsapp if !text.starts_with('+') => Ok(Recipient::WhatsappUser(text.clone())),
            Channel::Sms | Channel::Whatsapp => phone(),
        }
    }

    fn content(&self, reference: &str, mail_domain: &str) -> Result<Content, SkipReason> {
        match self.claimed.channel {
            Channel::Sms => self.sms(),
            Channel::Email => self.email(reference, mail_domain),
            Channel::Whatsapp => {
                let content = whatsapp_content(self.body.text.as_deref(), self.body.params.as_deref());
                content.map(Content::Whatsapp).ok_or(SkipReason::MissingVariable)
            }
        }
    }

    fn sms(&self) -> Result<Content, SkipReason> {
        let text = self.body.text.clone().ok_or(SkipReason::MissingVariable)?;
        let iys = match (self.claimed.class, self.consent.map(|consent| consent.kind)) {
            (Class::Informational, _) => IysFilter::NotNeeded,
            (Class::Commercial, Some(RecipientKind::Merchant)) => IysFilter::Merchant,
            (Class::Commercial, _) => IysFilter::Individual,
        };
        let encoding = choose_encoding(&text, &SmsRules::NETGSM);
        Ok(Content::Sms(SmsContent { text, encoding, iys }))
    }

    fn email(&self, reference: &str, mail_domain: &str) -> Result<Content, SkipReason> {
        let mail = self.mail_text()?;
        Ok(Content::Email(Box::new(EmailContent {
            message_id: format!("<{reference}@{mail_domain}>"),
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            unsubscribe: self.unsubscribe.clone().map(|url| Unsubscribe { url, mailto: None }),
            ..EmailContent::default()
        })))
    }

    /// The filled content, or the plain text of the row itself.
    fn mail_text(&self) -> Result<MailText, SkipReason> {
        if let Some(template) = &self.template {
            return template.fill(self.body.params.as_deref()).map_err(|_| SkipReason::MissingVariable);
        }
        let text = self.body.text.clone().filter(|_| self.body.content.is_none());
        Ok(MailText {
            subject: self.body.subject.clone().unwrap_or_default(),
            text: text.ok_or(SkipReason::MissingVariable)?,
            html: None,
        })
    }
}
