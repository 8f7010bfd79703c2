use domain::id::CompanyId;
use domain::search::SearchResults;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// The first few people, tags, campaigns and messages of the company that a text means; a list is empty as
/// well for those who may not see what would be in it.
#[server(prefix = "/api/v1", endpoint = "search/find", input = GetUrl, output = Json)]
pub async fn find(company: CompanyId, #[server(default)] q: String) -> Answer<SearchResults> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.find(&actor, &q).await?)
}
