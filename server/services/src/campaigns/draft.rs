use domain::campaigns::{AudienceForm, ContentAct, ContentForm, ContentSaved};
use domain::failure::Problem;
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use storage::campaigns::{self, Campaign, NewCampaign};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// Saves whom a draft goes to; makes the draft when the form names none.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; a wrong form; `Conflict` when it was launched meanwhile.
    pub async fn save_audience(&self, actor: &Actor, form: AudienceForm) -> Result<CampaignId, ServiceError> {
        let company = actor.require_to_send()?;
        let (channel, audience) = form.parse()?;
        if let Ok(id) = form.campaign.parse() {
            let work = self.db().write(move |tx| {
                Box::pin(
                    async move { Ok(campaigns::save_audience(tx, company, id, channel, &audience).await?) },
                )
            });
            if !work.await? {
                return Err(Problem::Conflict.into());
            }
            self.campaign_changed(company, id);
            return Ok(id);
        }
        let id = CampaignId::from_i64(self.ids().next_id());
        let (created_at, created_by) = (self.now(), actor.user());
        let new = NewCampaign { id, company, channel, audience, created_at, created_by };
        let work = self.db().write(move |tx| Box::pin(async move { Ok(campaigns::insert(tx, new).await?) }));
        work.await?;
        self.campaign_changed(company, id);
        Ok(id)
    }

    /// Saves what a draft says, and sends it as a test when that button was pressed.
    ///
    /// # Errors
    /// `Forbidden`; `TermsNotAccepted`; `NotFound`; a wrong form; `TooLong` for a text that is too long for
    /// everybody; `Conflict` when it was launched meanwhile; of a test also `NoAccount`, at `to` an address
    /// that cannot be used, lacks the consent a commercial text wants, or has not written for a day to a
    /// WhatsApp text, and at `informs_only`
    /// `ReadsLikePromotion` for an informational text nobody looked at again.
    pub async fn save_content(&self, actor: &Actor, form: ContentForm) -> Result<ContentSaved, ServiceError> {
        let company = actor.require_to_send()?;
        let id = form.campaign.parse().map_err(|_| Problem::NotFound)?;
        self.write_content(company, id, &form).await?;
        let act = form.act();
        if act == ContentAct::Test {
            self.send_campaign_test(actor, id, &form).await?;
        }
        Ok(ContentSaved { campaign: id, act })
    }

    async fn write_content(
        &self,
        company: CompanyId,
        id: CampaignId,
        form: &ContentForm,
    ) -> Result<(), ServiceError> {
        let campaign = self.find_campaign(company, id).await?;
        let (name, content) = match campaign.channel {
            Channel::Whatsapp if !form.template.is_empty() => {
                form.parse_template(&self.find_template(company, &form.template).await?)?
            }
            channel => form.parse(channel)?,
        };
        self.check_length(company, &content).await?;
        let work = self.db().write(move |tx| {
            Box::pin(async move { Ok(campaigns::save_content(tx, company, id, &name, &content).await?) })
        });
        if !work.await? {
            return Err(Problem::Conflict.into());
        }
        self.campaign_changed(company, id);
        Ok(())
    }

    pub(super) async fn find_campaign(
        &self,
        company: CompanyId,
        id: CampaignId,
    ) -> Result<Campaign, ServiceError> {
        let found = campaigns::find(self.db().read(), company, id).await?;
        found.ok_or_else(|| Problem::NotFound.into())
    }
}
