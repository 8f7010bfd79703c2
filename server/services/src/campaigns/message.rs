//! One person's message of a campaign, as it goes into the ledger.

use std::collections::HashMap;

use domain::campaigns::{CampaignContent, PREFERENCES_LINK, sms_text, whatsapp_text};
use domain::failure::Problem;
use domain::id::{AccountId, CompanyId, ContentId};
use domain::message::{Channel, Purpose};
use domain::provider_accounts::PriceUnit;
use domain::time::Timestamp;
use storage::campaigns::Campaign;
use storage::ledger::{Body, Content, FirstState, NewMessage, SendKey};
use storage::provider_accounts::{self, ProviderAccount};

use super::people::Person;
use super::templates::{FillableTemplate, renderer_of};
use crate::error::ServiceError;
use crate::keyed::Pseudonyms;
use crate::limits::Tariff;
use crate::refusals::{CommercialFooter, TOKEN_VARIABLE};
use crate::services::Services;
use crate::short_links::{Made, Shortener, Whom};
use crate::texts::{Renderer, email_html};

/// What all messages of one launch share.
pub(super) struct Pattern {
    pub campaign: Campaign,
    pub content: CampaignContent,
    pub renderer: Renderer,
    pub account: AccountId,
    /// The kept content of an e-mail.
    pub mail: Option<ContentId>,
    /// The approved text of a WhatsApp message.
    pub template: Option<FillableTemplate>,
    /// What the law adds to a commercial message.
    pub footer: Option<CommercialFooter>,
    /// What shortens the addresses in an SMS.
    pub shortener: Option<Shortener>,
    /// What they cost when they leave.
    pub tariff: Tariff,
    pub state: FirstState,
    pub due_at: Timestamp,
    /// What stands for addresses in keys.
    pub pseudonyms: Pseudonyms,
}

impl Pattern {
    /// One person's message; `token` is that of the person's refusal link. Short addresses that it carries
    /// come to be among those `made`.
    ///
    /// # Errors
    /// `BadTemplate`: a text that does not end within its bounds.
    pub fn message(&self, person: &Person, token: &str, made: &mut Made) -> Result<NewMessage, Problem> {
        let campaign = &self.campaign;
        let body = self.body(person, token, made)?;
        Ok(NewMessage {
            company: campaign.company,
            account: Some(self.account),
            channel: self.content.channel,
            purpose: Purpose::Campaign,
            class: self.content.class,
            key: self.key(person),
            state: self.state,
            due_at: self.due_at,
            expires_at: None,
            round: i16::try_from(campaign.round - 1).unwrap_or(i16::MAX),
            contact: person.contact,
            address: person.address_id,
            campaign: Some(campaign.id),
            resend_of: None,
            created_by: campaign.launched_by,
            approved_by: campaign.approved_by,
            via: domain::accounts::Via::Screen,
            cost: self.tariff.of_text(body.text.as_deref().unwrap_or_default()),
            body,
        })
    }

    /// The same person of the same round is the same message, however often it is planned.
    fn key(&self, person: &Person) -> SendKey {
        let campaign = &self.campaign;
        SendKey::new(format!(
            "campaign:{}:{}:{}:{}",
            campaign.id,
            campaign.round,
            self.content.channel,
            self.pseudonyms.short(&person.address)
        ))
    }

    fn body(&self, person: &Person, token: &str, made: &mut Made) -> Result<Body, Problem> {
        let recipient = person.address.clone();
        if let Some(mail) = self.mail {
            let mut values = person.values.clone();
            values.extend(self.footer.as_ref().map(|_| (TOKEN_VARIABLE, token.to_owned())));
            let params = serde_json::to_string(&values).ok();
            // Lists and searches know a mail by its subject as the person gets it.
            let subject = Some(self.renderer.subject(&person.values)?);
            return Ok(Body { recipient, subject, content: Some(mail), params, ..Body::default() });
        }
        let filled = self.renderer.fill(&person.values)?;
        let (class, footer) = (self.content.class, self.footer.as_ref().map(|footer| footer.sms(token)));
        let footer = footer.unwrap_or_default();
        let text = match self.content.channel {
            Channel::Sms => sms_text(&self.shortened(filled.body, person, made), class, &footer),
            Channel::Whatsapp => whatsapp_text(&filled.body, class, &footer),
            Channel::Email => filled.body,
        };
        let params = self.template.as_ref().map(|template| template.fill(&person.values)).transpose()?;
        Ok(Body { recipient, text: Some(text), params, ..Body::default() })
    }

    fn shortened(&self, text: String, person: &Person, made: &mut Made) -> String {
        let whom = Whom { address: &person.address, contact: person.contact };
        match &self.shortener {
            Some(shortener) => shortener.shorten(&text, whom, made),
            None => text,
        }
    }
}

impl Services {
    /// What the messages of a draft share.
    ///
    /// # Errors
    /// `Required` without a text; `NoAccount`; `ProfileIncomplete` for a commercial message of a company
    /// that does not say who it is.
    pub(super) async fn pattern(
        &self,
        campaign: Campaign,
        due_at: Timestamp,
    ) -> Result<Pattern, ServiceError> {
        let company = campaign.company;
        let content = campaign.content.clone().ok_or(Problem::Required)?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let account = account.ok_or(Problem::NoAccount)?;
        let renderer = renderer_of(&content)?;
        let template = FillableTemplate::of(&content)?;
        let footer = self.campaign_footer(company, &content, Some(&account)).await?;
        let unit = PriceUnit::of_message(content.channel, content.class, content.is_template());
        let tariff = self.tariff(Some(&account), unit, due_at).await?;
        let shortener = self.shortener(company, Some(campaign.id), content.channel, &content.body).await?;
        let mail = self.keep_mail(company, &content, footer.as_ref()).await?;
        let pseudonyms = self.secret().pseudonyms("send_keys.v1");
        Ok(Pattern {
            campaign,
            content,
            renderer,
            account: account.id,
            mail,
            template,
            footer,
            shortener,
            tariff,
            state: FirstState::Queued,
            due_at,
            pseudonyms,
        })
    }

    /// The footer of a text that is ours; an approved WhatsApp template carries its own.
    pub(super) async fn campaign_footer(
        &self,
        company: CompanyId,
        content: &CampaignContent,
        account: Option<&ProviderAccount>,
    ) -> Result<Option<CommercialFooter>, ServiceError> {
        if content.is_template() {
            return Ok(None);
        }
        self.footer_for(company, content.class, account).await
    }

    /// The messages of some people, each with a link of its own where the law or the text wants one.
    pub(super) async fn messages_of(
        &self,
        pattern: &Pattern,
        people: &[Person],
    ) -> Result<Vec<NewMessage>, ServiceError> {
        let (company, channel) = (pattern.campaign.company, pattern.content.channel);
        let addresses = people.iter().map(|person| person.address.as_str());
        let has_link = pattern.footer.is_some() || pattern.renderer.mentions(PREFERENCES_LINK);
        let tokens = match has_link && !people.is_empty() {
            true => self.refusal_tokens(company, channel, addresses).await?,
            false => HashMap::new(),
        };
        let token = |person: &Person| tokens.get(&person.address).map(String::as_str).unwrap_or_default();
        let mut made = Made::new();
        let messages = people.iter().map(|person| pattern.message(person, token(person), &mut made));
        let messages = messages.collect::<Result<_, _>>()?;
        self.keep_short_links(made).await?;
        Ok(messages)
    }

    /// Keeps the content of a campaign's e-mail; other channels have none.
    async fn keep_mail(
        &self,
        company: CompanyId,
        content: &CampaignContent,
        footer: Option<&CommercialFooter>,
    ) -> Result<Option<ContentId>, ServiceError> {
        if content.channel != Channel::Email {
            return Ok(None);
        }
        let footer = footer.map(|footer| footer.email(&format!("{{{{{TOKEN_VARIABLE}}}}}")));
        let html = email_html(&content.body, footer.as_deref().unwrap_or_default());
        let text = footer
            .map_or_else(|| content.body.clone(), |footer| format!("{}\n\n-- \n{footer}", content.body));
        let kept = Content { subject: content.subject.clone(), html: Some(html), text: Some(text) };
        Ok(Some(self.ledger().save_content(company, kept).await?))
    }
}
