use domain::id::CompanyId;
use domain::reports::{MemberReport, ReportQuery, VolumeReport};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// Messages of a period by day and channel, and what they cost.
#[server(prefix = "/api/v1", endpoint = "reports/volume", input = GetUrl, output = Json)]
pub async fn report_volume(
    company: CompanyId,
    #[server(flatten)] query: ReportQuery,
) -> Answer<VolumeReport> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.report_volume(&actor, &query).await?)
}

/// Who sent what in a period, by channel.
#[server(prefix = "/api/v1", endpoint = "reports/members", input = GetUrl, output = Json)]
pub async fn report_members(
    company: CompanyId,
    #[server(flatten)] query: ReportQuery,
) -> Answer<MemberReport> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.report_members(&actor, &query).await?)
}
