use domain::id::CompanyId;
use domain::messages::{BulkDone, BulkForm, BulkPreview};
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::address::pairs;
use crate::call::{Answer, FormOrJson};

/// How many messages a bulk act would treat now; changes nothing.
#[server(prefix = "/api/v1", endpoint = "messages/preview-bulk", input = Post<FormOrJson>, output = Json)]
pub async fn preview_bulk(company: CompanyId, #[server(flatten)] form: BulkForm) -> Answer<BulkPreview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.preview_bulk(&actor, &form).await?)
}

/// Sends again, cancels, holds or releases the chosen messages, and tells what became of it.
#[server(prefix = "/api/v1", endpoint = "messages/act", input = Post<FormOrJson>, output = Json)]
pub async fn act_on_messages(company: CompanyId, #[server(flatten)] form: BulkForm) -> Answer<BulkDone> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let done = services.act_on_messages(&actor, &form).await?;
    let filter = pairs(&form.filter.first_page());
    let BulkDone { act, count, goes_on } = done;
    crate::ssr::go_to(&format!("/c/{company}/bulk?act={act}&treated={count}&goes_on={goes_on}&{filter}"));
    Ok(done)
}
