use domain::campaigns::{CampaignRow, CampaignState, CampaignView, FooterView, title_of};
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use domain::messages::MessageRow;
use domain::rights::Right;
use domain::sms::SmsRules;
use storage::campaigns::{self, Campaign};
use storage::ledger::{Cursor, MessageFilter};
use storage::{provider_accounts, users};

use super::length::rules_of;
use super::progress::shown_state;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::messages::message_row;
use crate::services::Services;

/// Campaigns of one page.
const PAGE: u64 = 50;
/// Messages that a report shows.
const LATEST: u32 = 5;

impl Services {
    /// The newest campaigns of the company, below `before`.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages, or storage.
    pub async fn list_campaigns(
        &self,
        actor: &Actor,
        before: Option<CampaignId>,
    ) -> Result<Vec<CampaignRow>, ServiceError> {
        self.campaign_rows(actor, before, PAGE).await
    }

    /// The newest so many.
    pub(crate) async fn campaign_rows(
        &self,
        actor: &Actor,
        before: Option<CampaignId>,
        limit: u64,
    ) -> Result<Vec<CampaignRow>, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let (now, sees_bodies) = (self.now(), actor.rights().has(Right::SeeBodies));
        let mut rows = Vec::new();
        for campaign in campaigns::list(self.db().read(), company, before, limit).await? {
            let progress = self.progress(company, campaign.id).await?;
            rows.push(CampaignRow {
                id: campaign.id,
                state: shown_state(&campaign, progress, now),
                name: title_of(&campaign.name, campaign.content.as_ref().filter(|_| sees_bodies)),
                channel: campaign.channel,
                created: campaign.created_at,
                launched: campaign.launched_at,
                progress,
            });
        }
        Ok(rows)
    }

    /// One campaign in full.
    ///
    /// # Errors
    /// `Forbidden` without the right to see messages; `NotFound`.
    pub async fn get_campaign(&self, actor: &Actor, id: CampaignId) -> Result<CampaignView, ServiceError> {
        let company = actor.require(Right::SeeMessages)?;
        let campaign = self.find_campaign(company, id).await?;
        let progress = self.progress(company, id).await?;
        let author = users::find(self.db().read(), campaign.created_by).await?;
        let people = self.people_named(&campaign).await?;
        let failures = if progress.failed > 0 { self.failures(company, id).await? } else { Vec::new() };
        let draft = self.draft_only(actor, &campaign).await?;
        let (now, state) = (self.now(), shown_state(&campaign, progress, self.now()));
        let is_scheduled = campaign.round == 1 && campaign.scheduled_at.is_some();
        let undoable = state.is_stoppable() && !is_scheduled;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        Ok(CampaignView {
            id,
            name: campaign.name,
            state,
            channel: campaign.channel,
            audience: campaign.audience,
            people,
            content: campaign.content.filter(|_| sees_bodies),
            footer: draft.footer,
            created: campaign.created_at,
            created_by: author.map(|user| user.name).unwrap_or_default(),
            scheduled: campaign.scheduled_at,
            launched: campaign.launched_at,
            undo_until: campaign.release_at.filter(|until| undoable && *until > now),
            progress,
            failures,
            excluded: campaign.excluded,
            latest: self.latest(company, id, sees_bodies).await?,
            sms_rules: draft.sms_rules,
            test_to: draft.test_to,
            is_repeat: campaign.round > 1,
            test_key: self.ids().next_id().to_string(),
        })
    }

    async fn latest(
        &self,
        company: CompanyId,
        id: CampaignId,
        sees_bodies: bool,
    ) -> Result<Vec<MessageRow>, ServiceError> {
        let filter = MessageFilter { campaign: Some(id), ..MessageFilter::default() };
        let page = self.ledger().list_messages(company, &filter, Cursor::Newest, LATEST).await?;
        Ok(page.rows.into_iter().map(|found| message_row(found, sees_bodies)).collect())
    }

    async fn draft_only(&self, actor: &Actor, campaign: &Campaign) -> Result<DraftOnly, ServiceError> {
        let (company, channel) = (campaign.company, campaign.channel);
        if campaign.state != CampaignState::Draft || !actor.rights().has(Right::Send) {
            let footer = FooterView::default();
            return Ok(DraftOnly { footer, sms_rules: SmsRules::NETGSM, test_to: String::new() });
        }
        let account = match channel {
            Channel::Sms => provider_accounts::default_of(self.db().read(), company, channel).await?,
            _ => None,
        };
        Ok(DraftOnly {
            footer: self.footer_view(company, channel).await?,
            sms_rules: rules_of(account.as_ref()),
            test_to: self.test_address(actor, channel).await?,
        })
    }
}

/// What the page that writes a draft needs besides.
struct DraftOnly {
    footer: FooterView,
    sms_rules: SmsRules,
    test_to: String,
}
