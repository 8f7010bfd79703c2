use domain::campaigns::{AudienceChoices, ChannelChoice};
use domain::message::Channel;
use domain::rights::Right;
use storage::provider_accounts;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// What the first step of a send offers.
    ///
    /// # Errors
    /// `Forbidden` without the right to send, or storage.
    pub async fn audience_choices(&self, actor: &Actor) -> Result<AudienceChoices, ServiceError> {
        let company = actor.require(Right::Send)?;
        let mut channels = Vec::new();
        for channel in Channel::ALL {
            let account = provider_accounts::default_of(self.db().read(), company, *channel).await?;
            channels.push(ChannelChoice { channel: *channel, account: account.map(|account| account.name) });
        }
        Ok(AudienceChoices { channels, ..AudienceChoices::default() })
    }
}
