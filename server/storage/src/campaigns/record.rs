use domain::campaigns::{Audience, CampaignContent, CampaignState, Exclusion};
use domain::id::{CampaignId, CompanyId, UserId};
use domain::message::Channel;
use domain::time::Timestamp;
use sea_orm::DbErr;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::entity::Model;
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
    pub content: Option<CampaignContent>,
    /// 1 at first; each resend to the failed ones adds one.
    pub round: i32,
    pub created_at: Timestamp,
    pub created_by: UserId,
    pub scheduled_at: Option<Timestamp>,
    pub launched_at: Option<Timestamp>,
    pub launched_by: Option<UserId>,
    /// When its messages may leave at the earliest: the end of the undo window, or the chosen time.
    pub release_at: Option<Timestamp>,
    /// Who was left out at the launch, by reason.
    pub excluded: Vec<Exclusion>,
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
    pub scheduled_at: Option<Timestamp>,
    pub release_at: Timestamp,
}

impl TryFrom<Model> for Campaign {
    type Error = DbErr;

    fn try_from(row: Model) -> Result<Self, DbErr> {
        Ok(Self {
            id: CampaignId::from_i64(row.id),
            company: CompanyId::from_i64(row.company_id),
            name: row.name,
            state: coded("campaigns.state", CampaignState::from_code(row.state))?,
            channel: coded("campaigns.channel", Channel::from_code(row.channel))?,
            audience: from_json("campaigns.audience", &row.audience)?,
            content: row.content.map(|json| from_json("campaigns.content", &json)).transpose()?,
            round: row.round,
            created_at: Timestamp::from_micros(row.created_at),
            created_by: UserId::from_i64(row.created_by),
            scheduled_at: time(row.scheduled_at),
            launched_at: time(row.launched_at),
            launched_by: row.launched_by.map(UserId::from_i64),
            release_at: time(row.release_at),
            excluded: row.excluded.map_or(Ok(Vec::new()), |json| from_json("campaigns.excluded", &json))?,
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
            release_at: None,
            excluded: None,
        })
    }
}

pub(super) fn to_json<T: Serialize>(value: &T) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}

fn from_json<T: DeserializeOwned>(column: &str, json: &str) -> Result<T, DbErr> {
    serde_json::from_str(json).map_err(|error| DbErr::Json(format!("{column}: {error}")))
}
