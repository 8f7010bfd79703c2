use domain::id::CompanyId;
use domain::messages::Overview;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// The company at a glance, today and in the last `days` days: 7, 14 or 30.
#[server(prefix = "/api/v1", endpoint = "overview/get", input = GetUrl, output = Json)]
pub async fn get_overview(company: CompanyId, #[server(default)] days: u8) -> Answer<Overview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.overview(&actor, domain::messages::Period::of_days(days)).await?)
}
