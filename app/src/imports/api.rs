use domain::id::{CompanyId, ImportId};
use domain::imports::{ImportPreview, ImportRow, ImportView, MappingForm};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The newest imports, below `before`.
#[server(prefix = "/api/v1", endpoint = "imports/list", input = GetUrl, output = Json)]
pub async fn list_imports(
    company: CompanyId,
    #[server(default)] before: Option<ImportId>,
) -> Answer<Vec<ImportRow>> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.list_imports(&actor, before).await?)
}

/// One import in full: its progress while it runs, its result afterwards.
#[server(prefix = "/api/v1", endpoint = "imports/view", input = GetUrl, output = Json)]
pub async fn get_import(company: CompanyId, import: ImportId) -> Answer<ImportView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_import(&actor, import).await?)
}

/// What was recognised in an uploaded list, and how its first rows would be taken in.
#[server(prefix = "/api/v1", endpoint = "imports/preview", input = GetUrl, output = Json)]
pub async fn preview_import(company: CompanyId, import: ImportId) -> Answer<ImportPreview> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.import_preview(&actor, import, None).await?)
}

/// Saves how a list is to be read and shows it again; a form whose button posts `act=start` starts it.
#[server(prefix = "/api/v1", endpoint = "imports/map", input = Post<FormOrJson>, output = Json)]
pub async fn map_import(
    company: CompanyId,
    #[server(default)] act: String,
    #[server(flatten)] form: MappingForm,
) -> Answer<ImportId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let import = match act.as_str() {
        "start" => services.start_import(&actor, &form).await?,
        _ => services.map_import(&actor, &form).await?,
    };
    crate::ssr::go_to(&format!("/c/{company}/contacts/import/{import}"));
    Ok(import)
}

/// Takes a list in as the form says, once; starting it again in the same way changes nothing.
#[server(prefix = "/api/v1", endpoint = "imports/start", input = Post<FormOrJson>, output = Json)]
pub async fn start_import(company: CompanyId, #[server(flatten)] form: MappingForm) -> Answer<ImportId> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let import = services.start_import(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/contacts/import/{import}"));
    Ok(import)
}

/// Stops an import, or throws an uploaded list away; what was taken in stays.
#[server(prefix = "/api/v1", endpoint = "imports/cancel", input = Post<FormOrJson>, output = Json)]
pub async fn cancel_import(company: CompanyId, import: ImportId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.cancel_import(&actor, import).await?;
    crate::ssr::go_to(&format!("/c/{company}/contacts/import/{import}"));
    Ok(())
}
