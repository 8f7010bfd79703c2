use domain::campaigns::{CampaignContent, LaunchPreview, promotional_words};
use domain::company::CompanyMode;
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::limits::Asked;
use domain::message::{Class, Purpose};
use domain::provider_accounts::PriceUnit;
use domain::rights::Right;
use domain::time::Timestamp;
use storage::{companies, provider_accounts};

use super::audience::Sieve;
use super::people::Walk;
use super::templates::renderer_of;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::limits::quiet_until;
use crate::services::Services;

impl Services {
    /// What a launch would do now. What it would cost, and whether the credit is enough for it, is for those
    /// alone who may see money.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; `NotFound`; `Required` when the draft has no content yet.
    pub async fn review_campaign(
        &self,
        actor: &Actor,
        campaign: CampaignId,
    ) -> Result<LaunchPreview, ServiceError> {
        let company = actor.require_to_send()?;
        let campaign = self.find_campaign(company, campaign).await?;
        let content = campaign.content.ok_or(Problem::Required)?;
        let renderer = renderer_of(&content)?;
        let walk = Walk::start(self, company, campaign.channel, &campaign.audience).await?;
        let account = provider_accounts::default_of(self.db().read(), company, content.channel).await?;
        let has_footer = content.class == Class::Commercial && !content.is_template();
        let footer_gaps = match has_footer {
            true => self.footer_view(company, content.channel).await?.gaps,
            false => Vec::new(),
        };
        let mut recipients = 0u32;
        let mut sieve = Sieve::start(self, company, &content, &renderer, walk).await?;
        while let Some(people) = sieve.next().await? {
            recipients = recipients.saturating_add(u32::try_from(people.len()).unwrap_or(u32::MAX));
        }
        let unit = PriceUnit::of_message(content.channel, content.class, content.is_template());
        let tariff = self.tariff(account.as_ref(), unit, self.now()).await?;
        let parts = sieve.parts();
        let cost = tariff.of_many(recipients, parts);
        let sees_money = actor.rights().has(Right::SeeFinancial);
        let needs_price = unit.is_some_and(PriceUnit::is_always_charged) && !tariff.has_price();
        let balance = account.as_ref().and_then(|account| account.balance.as_ref()).filter(|_| sees_money);
        let asked = Asked { channel: content.channel, messages: recipients, cost, is_campaign: true };
        Ok(LaunchPreview {
            recipients,
            parts,
            excluded: sieve.excluded(),
            cost: cost.filter(|_| sees_money),
            unpriced: sees_money && needs_price,
            credit_gap: balance.and_then(|balance| balance.gap(parts, cost)),
            account_id: account.as_ref().map(|account| account.id),
            account: account.map(|account| account.name),
            limit: self.limit_in_the_way(actor, company, &asked).await?,
            now: self.now(),
            promotion: promotion_in(&content),
            waits_until: self.quiet_until(company, content.class).await?,
            footer_gaps,
        })
    }

    /// The end of the quiet hours a launch would run into now. Nothing of a company in test mode reaches
    /// anybody, at whatever hour.
    pub(super) async fn quiet_until(
        &self,
        company: CompanyId,
        class: Class,
    ) -> Result<Option<Timestamp>, ServiceError> {
        let found = companies::find(self.db().read(), company).await?.ok_or(Problem::NotFound)?;
        let until = quiet_until(found.hours, Purpose::Campaign, class, self.now());
        Ok(until.filter(|_| found.mode == CompanyMode::Live))
    }
}

/// What reads like promotion in a text that must not promote.
pub(super) fn promotion_in(content: &CampaignContent) -> Vec<String> {
    match content.class {
        Class::Informational => promotional_words(&format!("{} {}", content.subject, content.body)),
        Class::Commercial => Vec::new(),
    }
}
