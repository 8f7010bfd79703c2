use domain::id::CompanyId;
use domain::short_links::{ShortLinksForm, ShortLinksView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// Whether web addresses in the company's SMS are shortened, and how often the short ones were opened.
#[server(prefix = "/api/v1", endpoint = "links/list", input = GetUrl, output = Json)]
pub async fn list_short_links(company: CompanyId) -> Answer<ShortLinksView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_short_links(&actor).await?)
}

/// Sets whether web addresses in the company's SMS are shortened.
#[server(prefix = "/api/v1", endpoint = "links/switch", input = Post<FormOrJson>, output = Json)]
pub async fn switch_short_links(company: CompanyId, #[server(flatten)] form: ShortLinksForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.switch_short_links(&actor, &form).await?)
}
