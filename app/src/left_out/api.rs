use domain::campaigns::{LeftOutList, LeftOutQuery};
use domain::id::{CampaignId, CompanyId};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// A page of the people whom the launch of a campaign left out.
#[server(prefix = "/api/v1", endpoint = "campaigns/left-out", input = GetUrl, output = Json)]
pub async fn list_left_out(
    company: CompanyId,
    campaign: CampaignId,
    #[server(flatten)] query: LeftOutQuery,
) -> Answer<LeftOutList> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_left_out(&actor, campaign, &query).await?)
}
