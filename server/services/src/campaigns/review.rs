use domain::campaigns::{LaunchPreview, sms_measure};
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::Channel;
use domain::rights::Right;
use domain::sms::SmsRules;
use storage::provider_accounts;

use super::audience::Sieve;
use super::people::Walk;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::Renderer;

impl Services {
    /// What a launch would do now.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Required` when the draft has no content yet.
    pub async fn review_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
    ) -> Result<LaunchPreview, ServiceError> {
        let company = actor.require(Right::Send)?;
        let campaign = self.find_campaign(company, campaign).await?;
        let content = campaign.content.ok_or(Problem::Required)?;
        let renderer = Renderer::compile(&content.subject, &content.body)?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let rules = account
            .as_ref()
            .and_then(|account| SmsRules::preset(&account.provider))
            .unwrap_or(SmsRules::NETGSM);
        let parts = |text: &str| u64::from(sms_measure(text, content.class, "", &rules).parts);
        let (mut sum, mut recipients) = (0, 0u32);
        let mut sieve = Sieve::new(self, company, &content, &renderer, walk);
        while let Some(people) = sieve.next().await? {
            recipients = recipients.saturating_add(u32::try_from(people.len()).unwrap_or(u32::MAX));
            if content.channel == Channel::Sms {
                for person in &people {
                    sum += parts(&renderer.fill(&person.values)?.body);
                }
            }
        }
        Ok(LaunchPreview {
            recipients,
            excluded: sieve.excluded(),
            parts: sum,
            cost: None,
            account: account.map(|account| account.name),
        })
    }
}
