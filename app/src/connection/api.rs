use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::InspectionView;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// What was found when everything about an account was last looked at.
#[server(prefix = "/api/v1", endpoint = "accounts/inspection", input = GetUrl, output = Json)]
pub async fn get_inspection(company: CompanyId, account: AccountId) -> Answer<InspectionView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_inspection(&actor, account).await?)
}

/// Looks at everything that has to be right about an account; sends nothing.
#[server(prefix = "/api/v1", endpoint = "accounts/inspect", input = Post<FormOrJson>, output = Json)]
pub async fn inspect_account(company: CompanyId, account: AccountId) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.inspect_account(&actor, account).await?;
    crate::ssr::go_to(&format!("/c/{company}/providers/{account}/connection"));
    Ok(())
}
