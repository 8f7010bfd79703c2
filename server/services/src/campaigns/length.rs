//! How long the texts of a campaign may be.

use domain::campaigns::{CampaignContent, LONGEST_WHATSAPP_TEXT, SmsLength, WhatsappLength};
use domain::failure::{Failure, Problem};
use domain::id::CompanyId;
use domain::message::{Channel, Class};
use domain::sms::SmsRules;
use storage::provider_accounts::{self, ProviderAccount};

use crate::error::ServiceError;
use crate::services::Services;

/// How the account of a channel counts; NetGSM's way without one.
pub(super) fn rules_of(account: Option<&ProviderAccount>) -> SmsRules {
    account.and_then(|account| SmsRules::preset(&account.provider)).unwrap_or(SmsRules::NETGSM)
}

/// How the texts of a channel with a limit are counted.
pub(super) enum TextLength {
    Sms(SmsLength),
    Whatsapp(WhatsappLength),
}

impl TextLength {
    /// The SMS that a filled text takes, none on WhatsApp; `None` for one that is too long.
    pub fn parts(&self, body: &str) -> Option<u32> {
        match self {
            Self::Sms(length) => {
                Some(length.of(body)).filter(|found| !found.too_long).map(|found| found.parts)
            }
            Self::Whatsapp(length) => (length.of(body) <= LONGEST_WHATSAPP_TEXT).then_some(0),
        }
    }

    /// Whether a text is too long for everybody, however short their fields are.
    fn is_too_long(&self, pattern: &str) -> bool {
        match self {
            Self::Sms(length) => length.of_pattern(pattern).too_long,
            Self::Whatsapp(length) => length.of_pattern(pattern) > LONGEST_WHATSAPP_TEXT,
        }
    }
}

impl Services {
    /// How the texts of a content are counted now; `None` for an e-mail, and for a template, whose length is
    /// its provider's to watch.
    pub(super) async fn text_length(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<Option<TextLength>, ServiceError> {
        let CampaignContent { channel, class, .. } = *content;
        if content.needs_window() {
            let footer = self.shown_footer(company, channel, class).await?;
            return Ok(Some(TextLength::Whatsapp(WhatsappLength { class, footer })));
        }
        Ok(self.sms_length(company, channel, class).await?.map(TextLength::Sms))
    }

    /// How the SMS of a class are counted now; `None` for other channels.
    pub(super) async fn sms_length(
        &self,
        company: CompanyId,
        channel: Channel,
        class: Class,
    ) -> Result<Option<SmsLength>, ServiceError> {
        if channel != Channel::Sms {
            return Ok(None);
        }
        let account = provider_accounts::default_of(self.db().read(), company, channel).await?;
        let footer = self.shown_footer(company, channel, class).await?;
        let short_link = self.shown_link(company).await?;
        Ok(Some(SmsLength { rules: rules_of(account.as_ref()), class, footer, short_link }))
    }

    /// The footer of a text of our own, as a page shows it; empty for a class that carries none.
    pub(super) async fn shown_footer(
        &self,
        company: CompanyId,
        channel: Channel,
        class: Class,
    ) -> Result<String, ServiceError> {
        match class {
            Class::Commercial => Ok(self.footer_view(company, channel).await?.text),
            Class::Informational => Ok(String::new()),
        }
    }

    /// Refuses a text that is too long for everybody, however short their fields are.
    pub(super) async fn check_length(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<(), ServiceError> {
        match self.text_length(company, content).await? {
            Some(length) if length.is_too_long(&content.body) => {
                Err(Failure::field("body", Problem::TooLong).into())
            }
            _ => Ok(()),
        }
    }
}
