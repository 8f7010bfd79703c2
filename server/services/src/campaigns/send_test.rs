use domain::accounts::Via;
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::{Channel, Purpose};
use domain::rights::Right;
use storage::ledger::SendKey;
use storage::{companies, provider_accounts, users};

use super::message::Pattern;
use super::people::Person;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;
use crate::texts::{Renderer, Values};

impl Services {
    /// Sends the draft's text to the asker's own phone or e-mail address, as an informational message.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`; `Required` without a saved text; `NoAccount`; `NotAPhone` when the asker's
    /// account has no phone.
    pub async fn send_campaign_test(&self, actor: &Actor, campaign: CampaignId) -> Result<(), ServiceError> {
        let company = actor.require(Right::Send)?;
        let campaign = self.find_campaign(company, campaign).await?;
        let content = campaign.content.clone().ok_or(Problem::Required)?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let account = account.ok_or(Problem::NoAccount)?.id;
        let mut person = self.asker(actor, content.channel).await?;
        let own = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        person.values.insert("firma", own.name);
        let renderer = Renderer::compile(&content.subject, &content.body)?;
        let mail = self.keep_mail(company, &content).await?;
        let now = self.now();
        let pattern = Pattern { campaign, content, renderer, account, mail, due_at: now };
        let mut message = pattern.message(&person)?;
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
