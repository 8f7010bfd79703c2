use domain::accounts::Via;
use domain::campaigns::ContentForm;
use domain::contacts::ContactAddress;
use domain::failure::{Failure, Problem};
use domain::id::{CampaignId, CompanyId};
use domain::message::{Channel, Purpose, SkipReason};
use domain::messages::check_consent;
use storage::ledger::{NewMessage, SendKey};
use storage::users::{self, User};
use storage::{companies, consents};

use super::message::Pattern;
use super::people::Person;
use super::review::promotion_in;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::limits::not_planned;
use crate::services::Services;
use crate::texts::Values;

/// The longest key a form may name, in characters.
const LONGEST_KEY: usize = 60;

impl Services {
    /// Sends the draft's text to the address of the form, else to the asker's own. It keeps its class: a
    /// commercial text wants consent in a test as well, and one that reads like promotion a second look.
    pub(super) async fn send_campaign_test(
        &self,
        actor: &Actor,
        campaign: CampaignId,
        form: &ContentForm,
    ) -> Result<(), ServiceError> {
        let company = actor.company()?;
        let campaign = self.find_campaign(company, campaign).await?;
        let user = self.asker(actor).await?;
        let own = own_address(&user, campaign.channel);
        let typed = Some(form.to.trim()).filter(|typed| !typed.is_empty()).map(str::to_owned);
        let to = typed.or(own).ok_or_else(|| Failure::field("to", Problem::Required))?;
        let to = read_address(campaign.channel, &to).map_err(|problem| Failure::field("to", problem))?;
        let name = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?.name;
        let pattern = self.pattern(campaign, self.now()).await?;
        if !form.was_looked_at() && !promotion_in(&pattern.content).is_empty() {
            return Err(Failure::field("informs_only", Problem::ReadsLikePromotion).into());
        }
        self.check_test_address(company, &pattern, &to).await?;
        let key = self.test_key(form, &pattern, &to);
        let mut person = person_of(&user, name, &to);
        self.link_preferences(company, pattern.content.channel, &mut person);
        let mut messages = self.messages_of(&pattern, &[person]).await?;
        let message = messages.pop().ok_or(ServiceError::Broken("a test was not composed"))?;
        let test = NewMessage {
            purpose: Purpose::Transactional,
            campaign: None,
            created_by: Some(actor.user()),
            approved_by: None,
            via: Via::Screen,
            key,
            ..message
        };
        self.ledger().plan(vec![test]).await.map_err(|error| not_planned(error, actor))?;
        Ok(())
    }

    /// Where the asker's test goes unless another address is typed.
    pub(super) async fn test_address(&self, actor: &Actor, channel: Channel) -> Result<String, ServiceError> {
        Ok(own_address(&self.asker(actor).await?, channel).unwrap_or_default())
    }

    /// The form's key, or one of its own for a program that names none; another text or address is another
    /// test.
    fn test_key(&self, form: &ContentForm, pattern: &Pattern, to: &ContactAddress) -> SendKey {
        let key: String = form.key.chars().filter(char::is_ascii_graphic).take(LONGEST_KEY).collect();
        let key = if key.is_empty() { self.ids().next_id().to_string() } else { key };
        let test = format!("{:?} {}", pattern.content, to.key());
        let hash = self.secret().pseudonyms("campaign_test.v1").short(&test);
        SendKey::new(format!("form:test:{key}:{hash}"))
    }

    async fn check_test_address(
        &self,
        company: CompanyId,
        pattern: &Pattern,
        to: &ContactAddress,
    ) -> Result<(), ServiceError> {
        let recipient = vec![to.as_str().to_owned()];
        if !self.lost_recipients(company, pattern.content.channel, recipient).await?.is_empty() {
            return Err(Failure::field("to", Problem::AddressUnusable).into());
        }
        let (class, channel, key) = (pattern.content.class, pattern.content.channel, to.key());
        let asked = std::slice::from_ref(&key);
        let said = consents::of_addresses(self.db().read(), company, channel, class, asked).await?;
        let allowed = check_consent(class, Purpose::Transactional, said.get(&key).copied());
        allowed.map_err(|reason| Failure::field("to", problem_of(reason)))?;
        if pattern.content.needs_window() && !self.is_window_open(company, pattern.account, &key).await? {
            return Err(Failure::field("to", Problem::WindowClosed).into());
        }
        Ok(())
    }

    async fn asker(&self, actor: &Actor) -> Result<User, ServiceError> {
        let user = users::find(self.db().read(), actor.user()).await?;
        user.ok_or_else(|| Problem::SignInNeeded.into())
    }
}

const fn problem_of(reason: SkipReason) -> Problem {
    match reason {
        SkipReason::Refused => Problem::RecipientRefused,
        _ => Problem::NoConsent,
    }
}

fn own_address(user: &User, channel: Channel) -> Option<String> {
    match channel {
        Channel::Email => Some(user.email.clone()),
        Channel::Sms | Channel::Whatsapp => user.phone.clone(),
    }
}

fn read_address(channel: Channel, text: &str) -> Result<ContactAddress, Problem> {
    let address = match channel {
        Channel::Email => ContactAddress::parse_email(text)?,
        Channel::Sms | Channel::Whatsapp => ContactAddress::parse_phone(text)?,
    };
    let takes = channel != Channel::Sms || address.can_receive_sms();
    if takes { Ok(address) } else { Err(Problem::NotAMobile) }
}

fn person_of(user: &User, company: String, to: &ContactAddress) -> Person {
    let mut names = user.name.split_whitespace();
    let first = names.next().unwrap_or_default().to_owned();
    let last = names.collect::<Vec<_>>().join(" ");
    let (variable, shown) = super::values::address_value(to);
    let values = [
        ("ad_soyad", user.name.clone()),
        ("ad", first),
        ("soyad", last),
        ("firma", company),
        (variable, shown),
    ];
    let values: Values = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    Person {
        address: to.as_str().to_owned(),
        key: to.key(),
        shown: to.shown(),
        name: user.name.clone(),
        contact: None,
        address_id: None,
        values,
        problem: None,
    }
}
