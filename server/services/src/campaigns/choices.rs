use domain::campaigns::{AudienceChoices, ChannelChoice, TagChoice, typed_recipients};
use domain::message::Channel;
use storage::campaigns::Campaign;
use storage::{contacts, provider_accounts, tags};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What the first step of a send offers.
    ///
    /// # Errors
    /// `Forbidden` without the right to send; `TermsNotAccepted`; storage.
    pub async fn audience_choices(&self, actor: &Actor) -> Result<AudienceChoices, ServiceError> {
        let company = actor.require_to_send()?;
        let db = self.db().read();
        let mut channels = Vec::new();
        for channel in Channel::ALL {
            let account = provider_accounts::default_of(db, company, *channel).await?;
            channels.push(ChannelChoice { channel: *channel, account: account.map(|account| account.name) });
        }
        let tags = tags::list(db, company).await?.into_iter();
        let tags = tags.map(|tag| TagChoice { id: tag.id, name: tag.name, people: tag.people }).collect();
        Ok(AudienceChoices { tags, everyone: contacts::total(db, company).await?, channels })
    }

    /// How many people an audience names, before exclusions. Whoever is named in two ways counts twice.
    pub(super) async fn people_named(&self, campaign: &Campaign) -> Result<u32, ServiceError> {
        let (db, company, audience) = (self.db().read(), campaign.company, &campaign.audience);
        let (typed, _) = typed_recipients(campaign.channel, &audience.typed);
        let typed = u32::try_from(typed.len()).unwrap_or(u32::MAX);
        if audience.everyone {
            return Ok(contacts::total(db, company).await?.saturating_add(typed));
        }
        let picked = u32::try_from(audience.contacts.len()).unwrap_or(u32::MAX);
        let mut people = typed.saturating_add(picked);
        for tag in &audience.tags {
            let found = tags::find(db, company, *tag).await?;
            people = people.saturating_add(found.map_or(0, |tag| tag.people));
        }
        Ok(people)
    }
}
