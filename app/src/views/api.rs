use domain::id::{CompanyId, ViewId};
use domain::messages::SaveViewForm;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};
use crate::messages::paths::list_path;

/// Keeps a filter of the list of messages under a name, for the caller alone, and goes to that list.
#[server(prefix = "/api/v1", endpoint = "messages/save-view", input = Post<FormOrJson>, output = Json)]
pub async fn save_view(company: CompanyId, #[server(flatten)] form: SaveViewForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.save_view(&actor, &form).await?;
    crate::ssr::go_to(&list_path(company, &form.filter.first_page()));
    Ok(())
}

/// Forgets one of the caller's own saved filters.
#[server(prefix = "/api/v1", endpoint = "messages/delete-view", input = Post<FormOrJson>, output = Json)]
pub async fn delete_view(company: CompanyId, view: ViewId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.delete_view(&actor, view).await?)
}
