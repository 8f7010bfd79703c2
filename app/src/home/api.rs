use domain::id::CompanyId;
use domain::messages::Overview;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// The company's last seven days at a glance.
#[server(prefix = "/api/v1", endpoint = "overview/get", input = GetUrl, output = Json)]
pub async fn get_overview(company: CompanyId) -> Answer<Overview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.overview(&actor).await?)
}
