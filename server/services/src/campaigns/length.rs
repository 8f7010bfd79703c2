//! How long the SMS of a campaign may be.

use domain::campaigns::{CampaignContent, SmsLength};
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

impl Services {
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
        let footer = match class {
            Class::Commercial => self.footer_view(company, channel).await?.text,
            Class::Informational => String::new(),
        };
        Ok(Some(SmsLength { rules: rules_of(account.as_ref()), class, footer }))
    }

    /// Refuses a text that is too long for everybody, however short their fields are.
    pub(super) async fn check_length(
        &self,
        company: CompanyId,
        content: &CampaignContent,
    ) -> Result<(), ServiceError> {
        let length = self.sms_length(company, content.channel, content.class).await?;
        match length {
            Some(length) if length.of_pattern(&content.body).too_long => {
                Err(Failure::field("body", Problem::TooLong).into())
            }
            _ => Ok(()),
        }
    }
}
