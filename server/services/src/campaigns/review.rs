use domain::campaigns::{LaunchPreview, sms_measure};
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::Channel;
use domain::rights::Right;
use domain::sms::SmsRules;
use storage::provider_accounts;

use super::audience::people_of;
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
        let people = people_of(campaign.channel, &campaign.audience);
        let selected = self.select(company, &content, &renderer, people).await?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let rules = account
            .as_ref()
            .and_then(|account| SmsRules::preset(&account.provider))
            .unwrap_or(SmsRules::NETGSM);
        let parts = |text: &str| u64::from(sms_measure(text, content.class, "", &rules).parts);
        let mut sum = 0;
        if content.channel == Channel::Sms {
            for person in &selected.people {
                sum += parts(&renderer.fill(&person.values)?.body);
            }
        }
        Ok(LaunchPreview {
            recipients: u32::try_from(selected.people.len()).unwrap_or(u32::MAX),
            excluded: selected.excluded,
            parts: sum,
            cost: None,
            account: account.map(|account| account.name),
        })
    }
}
