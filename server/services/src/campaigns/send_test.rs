use domain::accounts::Via;
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::{Channel, Purpose};
use domain::rights::Right;
use storage::ledger::SendKey;
use storage::{companies, users};

use super::people::Person;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::Values;

impl Services {
    /// Sends the draft's text to the asker's own phone or e-mail address, as an informational message.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Required` without a saved text; `NoAccount`; `NotAPhone` when the asker's
    /// account has no phone.
    pub async fn send_campaign_test(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let campaign = self.find_campaign(company, campaign).await?;
        let mut person = self.asker(actor, campaign.channel).await?;
        let own = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        person.values.insert("firma", own.name);
        let pattern = self.pattern(campaign, self.now()).await?;
        let mut messages = self.messages_of(&pattern, &[person]).await?;
        let mut message = messages.pop().ok_or(ServiceError::Broken("a test was not composed"))?;
        message.purpose = Purpose::Transactional;
        message.class = domain::message::Class::Informational;
        message.campaign = None;
        message.created_by = Some(actor.user());
        message.approved_by = None;
        message.via = Via::Screen;
        message.key = SendKey::new(format!("form:test:{}", self.ids().next_id()));
        self.ledger().plan(vec![message]).await?;
        Ok(())
    }

    async fn asker(&self, actor: &Actor, channel: Channel) -> Result<Person, ServiceError> {
        let user = users::find(self.db().read(), actor.user()).await?.ok_or(Problem::SignInNeeded)?;
        let address = match channel {
            Channel::Email => user.email.as_str().to_owned(),
            Channel::Sms | Channel::Whatsapp => {
                user.phone.as_ref().ok_or(Problem::NotAPhone)?.as_str().to_owned()
            }
        };
        let mut names = user.name.split_whitespace();
        let first = names.next().unwrap_or_default().to_owned();
        let last = names.collect::<Vec<_>>().join(" ");
        let values =
            [("ad_soyad", user.name.clone()), ("ad", first), ("soyad", last), ("telefon", address.clone())];
        let values: Values = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Ok(Person {
            key: address.clone(),
            shown: address.clone(),
            address,
            name: user.name,
            contact: None,
            address_id: None,
            values,
            problem: None,
        })
    }
}
