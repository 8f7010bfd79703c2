use domain::id::CompanyId;
use domain::limits::{CompanyLimitsForm, CompanyLimitsView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The company's limits and what it has used of them.
#[server(prefix = "/api/v1", endpoint = "limits/get", input = GetUrl, output = Json)]
pub async fn company_limits(company: CompanyId) -> Answer<CompanyLimitsView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.company_limits(&actor).await?)
}

/// Sets all limits of the company; a field that is blank or missing sets none.
#[server(prefix = "/api/v1", endpoint = "limits/save", input = Post<FormOrJson>, output = Json)]
pub async fn save_company_limits(
    company: CompanyId,
    #[server(flatten)] form: CompanyLimitsForm,
) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.save_company_limits(&actor, &form).await?)
}
