use domain::campaigns::{Audience, CampaignContent, CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId, UserId};
use domain::message::Channel;
use domain::time::Timestamp;
use sea_orm::{DbErr, DerivePartialModel};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::{Entity, Model};
use crate::columns::{coded, time};

/// A campaign as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub company: CompanyId,
    pub name: String,
    pub state: CampaignState,
    pub channel: Channel,
    pub audience: Audience,
    /// What was written for this channel.
    pub content: Option<CampaignContent>,
    /// 1 at first; each resend to the failed ones adds one.
    pub round: i32,
    pub created_at: Timestamp,
    pub created_by: UserId,
    pub scheduled_at: Option<Timestamp>,
    pub launched_at: Option<Timestamp>,
    pub launched_by: Option<UserId>,
    /// Who let it go: its launcher, when that is somebody who may approve, or another.
    pub approved_by: Option<UserId>,
    /// When its messages may leave at the earliest: the end of the undo window, or the chosen time.
    pub release_at: Option<Timestamp>,
    /// Who was left out at the launch, by reason.
    pub excluded: Vec<Exclusion>,
    /// Counts the changes of a draft.
    pub version: i32,
    /// The last time somebody asked for an approval.
    pub submitted: Option<(UserId, Timestamp)>,
    pub sent_back: Option<SentBack>,
}

/// A submitted campaign that became a draft again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentBack {
    pub by: UserId,
    pub at: Timestamp,
    pub note: Option<String>,
}

/// The act of asking for an approval.
#[derive(Debug, Clone, Copy)]
pub struct Submit {
    pub at: Timestamp,
    pub by: UserId,
    /// When it is to leave; `None` as soon as it is approved.
    pub scheduled_at: Option<Timestamp>,
    /// The draft that was looked at.
    pub version: i32,
}

/// A campaign in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedCampaign {
    pub id: CampaignId,
    pub name: String,
    pub state: CampaignState,
    pub channel: Channel,
    pub content: Option<CampaignContent>,
    pub created_at: Timestamp,
    pub scheduled_at: Option<Timestamp>,
    pub launched_at: Option<Timestamp>,
}

/// A campaign by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCampaign {
    pub id: CampaignId,
    pub name: String,
    pub state: CampaignState,
}

/// The columns of a [`ListedCampaign`].
#[derive(Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(super) struct ListedRow {
    id: i64,
    name: String,
    state: i16,
    channel: i16,
    content: Option<String>,
    created_at: i64,
    scheduled_at: Option<i64>,
    launched_at: Option<i64>,
}

/// A campaign to begin.
#[derive(Debug, Clone)]
pub struct NewCampaign {
    pub id: CampaignId,
    pub company: CompanyId,
    pub channel: Channel,
    pub audience: Audience,
    pub created_at: Timestamp,
    pub created_by: UserId,
}

/// The act of launching.
#[derive(Debug, Clone, Copy)]
pub struct Launch {
    pub at: Timestamp,
    pub by: UserId,
    /// Who lets it go, when that is somebody who may approve.
    pub approved_by: Option<UserId>,
    pub scheduled_at: Option<Timestamp>,
    pub release_at: Timestamp,
    /// The draft that was looked at.
    pub version: i32,
    /// Until when its launcher has the writing of it into the ledger.
    pub lease_until: Timestamp,
}

impl TryFrom<Model> for Campaign {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        let channel = coded("campaigns.channel", Channel::from_code(row.channel))?;
        Ok(Self {
            id: CampaignId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            name: row.name,
            state: coded("campaigns.state", CampaignState::from_code(row.state))?,
            channel,
            audience: from_json("campaigns.audience", &row.audience)?,
            content: content_for(channel, row.content)?,
            round: row.round,
            created_at: Timestamp::from_micros(row.created_at),
            created_by: UserId::from_i64(row.created_by),
            scheduled_at: time(row.scheduled_at),
            launched_at: time(row.launched_at),
            launched_by: row.launched_by.map(UserId::from_i64),
            approved_by: row.approved_by.map(UserId::from_i64),
            release_at: time(row.release_at),
            excluded: row.excluded.map_or(Ok(Vec::new()), |json| from_json("campaigns.excluded", &json))?,
            version: row.version,
            submitted: row.submitted_by.map(UserId::from_i64).zip(time(row.submitted_at)),
            sent_back: row.sent_back_by.zip(row.sent_back_at).map(|(by, at)| SentBack {
                by: UserId::from_i64(by),
                at: Timestamp::from_micros(at),
                note: row.sent_back_note,
            }),
        })
    }
}

impl TryFrom<ListedRow> for ListedCampaign {
    type Error = DbErr;

    fn try_from(row: ListedRow) -> Result<Self, DbErr> {
        let channel = coded("campaigns.channel", Channel::from_code(row.channel))?;
        Ok(Self {
            id: CampaignId::from_i64(row.id),
            name: row.name,
            state: coded("campaigns.state", CampaignState::from_code(row.state))?,
            channel,
            content: content_for(channel, row.content)?,
            created_at: Timestamp::from_micros(row.created_at),
            scheduled_at: time(row.scheduled_at),
            launched_at: time(row.launched_at),
        })
    }
}

impl TryFrom<NewCampaign> for Model {
    type Error = DbErr;

    fn try_from(new: NewCampaign) -> Result<Self, DbErr> {
        Ok(Self {
            id: new.id.as_i64(),
            company_id: new.company.as_i64(),
            name: String::new(),
            state: CampaignState::Draft.code(),
            channel: new.channel.code(),
            audience: to_json(&new.audience)?,
            content: None,
            round: 1,
            created_at: new.created_at.micros(),
            created_by: new.created_by.as_i64(),
            scheduled_at: None,
            launched_at: None,
            launched_by: None,
            approved_by: None,
            release_at: None,
            excluded: None,
            version: 1,
            stopped_before: None,
            lease_until: None,
            submitted_at: None,
            submitted_by: None,
            sent_back_at: None,
            sent_back_by: None,
            sent_back_note: None,
        })
    }
}

/// A text that was written for another channel is none.
fn content_for(channel: Channel, json: Option<String>) -> Result<Option<CampaignContent>, DbErr> {
    let content: Option<CampaignContent> =
        json.map(|json| from_json("campaigns.content", &json)).transpose()?;
    Ok(content.filter(|content| content.channel == channel))
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}

fn from_json<T: DeserializeOwned>(column: &str, json: &str) -> Result<T, DbErr> {
    serde_json::from_str(json).map_err(|error| DbErr::Json(format!("{column}: {error}")))
}
