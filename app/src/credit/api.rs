use domain::credit::{CreditView, ThresholdsForm};
use domain::id::{AccountId, CompanyId};
use domain::provider_accounts::{PriceForm, RemovePriceForm};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// What an account charges, what is left on it and how that went.
#[server(prefix = "/api/v1", endpoint = "accounts/credit", input = GetUrl, output = Json)]
pub async fn get_credit(company: CompanyId, account: AccountId) -> Answer<CreditView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.get_credit(&actor, account).await?)
}

/// Sets what an account charges for a unit from a day on.
#[server(prefix = "/api/v1", endpoint = "accounts/set-price", input = Post<FormOrJson>, output = Json)]
pub async fn set_price(company: CompanyId, #[server(flatten)] form: PriceForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.set_price(&actor, &form).await?)
}

/// Takes a price out of the list that has not begun to hold.
#[server(prefix = "/api/v1", endpoint = "accounts/remove-price", input = Post<FormOrJson>, output = Json)]
pub async fn remove_price(company: CompanyId, #[server(flatten)] form: RemovePriceForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.remove_price(&actor, &form).await?)
}

/// Sets how little credit may be left on an account before somebody is told.
#[server(prefix = "/api/v1", endpoint = "accounts/save-thresholds", input = Post<FormOrJson>, output = Json)]
pub async fn save_thresholds(company: CompanyId, #[server(flatten)] form: ThresholdsForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.save_thresholds(&actor, &form).await?)
}
