use domain::campaigns::{Audience, CampaignRow, CampaignState, CampaignView, FooterView, title_of};
use domain::id::{CampaignId, CompanyId};
use domain::message::Channel;
use domain::messages::MessageRow;
use domain::rights::Right;
use domain::sms::SmsRules;
use storage::campaigns::{self, Campaign, ListedCampaign};
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
        let found = campaigns::list(self.db().read(), company, before, limit).await?;
        let ids: Vec<_> = found.iter().map(|campaign| campaign.id).collect();
        let progress = self.progress_of(company, &ids).await?;
        let row = |campaign: ListedCampaign| {
            let progress = progress.get(&campaign.id).copied().unwrap_or_default();
            CampaignRow {
                id: campaign.id,
                state: shown_state(campaign.state, campaign.scheduled_at, progress, now),
                name: title_of(&campaign.name, campaign.content.as_ref().filter(|_| sees_bodies)),
                channel: campaign.channel,
                created: campaign.created_at,
                launched: campaign.launched_at,
                progress,
            }
        };
        Ok(found.into_iter().map(row).collect())
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
        let failures = if progress.failed > 0 { self.failures(company, id).await? } else { Vec::new() };
        let draft = self.draft_only(actor, &campaign).await?.unwrap_or_default();
        let now = self.now();
        let state = shown_state(campaign.state, campaign.scheduled_at, progress, now);
        // The time that was chosen is no undo window.
        let is_scheduled = campaign.release_at == campaign.scheduled_at;
        let undoable = state.is_stoppable() && !is_scheduled;
        let sees_bodies = actor.rights().has(Right::SeeBodies);
        // Whoever sends a draft sees what is sent.
        let is_sent_yet = !matches!(state, CampaignState::Draft | CampaignState::Submitted);
        let sees_text = sees_bodies || (!is_sent_yet && actor.rights().has(Right::Send));
        let submitted = self.submission(actor, &campaign).await?;
        let sent_back = self.sent_back(&campaign).await?;
        Ok(CampaignView {
            id,
            name: campaign.name,
            state,
            channel: campaign.channel,
            audience: draft.audience,
            people: draft.people,
            content: campaign.content.filter(|_| sees_text),
            footer: draft.footer,
            created: campaign.created_at,
            created_by: author.map(|user| user.name).unwrap_or_default(),
            scheduled: campaign.scheduled_at,
            launched: campaign.launched_at,
            undo_until: campaign.release_at.filter(|until| undoable && *until > now),
            now,
            progress,
            pace: self.pace(company, id, state, progress).await?,
            failures,
            submitted,
            sent_back,
            excluded: campaign.excluded,
            latest: self.latest(company, id, sees_bodies).await?,
            sms_rules: draft.sms_rules,
            short_link: draft.short_link,
            test_to: draft.test_to,
            is_repeat: campaign.round > 1,
            version: campaign.version,
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

    /// `None` of one that was launched, or for somebody who may not send it.
    async fn draft_only(
        &self,
        actor: &Actor,
        campaign: &Campaign,
    ) -> Result<Option<DraftOnly>, ServiceError> {
        let (company, channel) = (campaign.company, campaign.channel);
        let is_left = !matches!(campaign.state, CampaignState::Draft | CampaignState::Submitted);
        if is_left || !actor.rights().has(Right::Send) {
            return Ok(None);
        }
        let account = match channel {
            Channel::Sms => provider_accounts::default_of(self.db().read(), company, channel).await?,
            _ => None,
        };
        Ok(Some(DraftOnly {
            audience: campaign.audience.clone(),
            people: self.people_named(campaign).await?,
            footer: self.footer_view(company, channel).await?,
            sms_rules: rules_of(account.as_ref()),
            short_link: match channel {
                Channel::Sms => self.shown_link(company).await?,
                _ => String::new(),
            },
            test_to: self.test_address(actor, channel).await?,
        }))
    }
}

/// What the page that writes a draft needs besides.
struct DraftOnly {
    audience: Audience,
    people: u32,
    footer: FooterView,
    sms_rules: SmsRules,
    short_link: String,
    test_to: String,
}

impl Default for DraftOnly {
    fn default() -> Self {
        Self {
            audience: Audience::default(),
            people: 0,
            footer: FooterView::default(),
            sms_rules: SmsRules::NETGSM,
            short_link: String::new(),
            test_to: String::new(),
        }
    }
}
