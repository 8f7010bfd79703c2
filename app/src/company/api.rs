use domain::companies::{
    CompanyProfileForm, CompanyProfileView, ModeForm, ModeView, SendingHours, SendingHoursForm,
};
use domain::id::CompanyId;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The profile of the company the caller works in.
#[server(prefix = "/api/v1", endpoint = "company/profile", input = GetUrl, output = Json)]
pub async fn company_profile(company: CompanyId) -> Answer<CompanyProfileView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.company_profile(&actor).await?)
}

/// Saves the profile; an empty national id keeps the stored one.
#[server(prefix = "/api/v1", endpoint = "company/update-profile", input = Post<FormOrJson>, output = Json)]
pub async fn update_company_profile(
    company: CompanyId,
    #[server(flatten)] form: CompanyProfileForm,
) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.update_company_profile(&actor, &form).await?)
}

/// When messages that nobody waits for may leave.
#[server(prefix = "/api/v1", endpoint = "company/hours", input = GetUrl, output = Json)]
pub async fn get_sending_hours(company: CompanyId) -> Answer<SendingHours> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.sending_hours(&actor).await?)
}

/// Sets when messages that nobody waits for may leave.
#[server(prefix = "/api/v1", endpoint = "company/set-hours", input = Post<FormOrJson>, output = Json)]
pub async fn set_sending_hours(company: CompanyId, #[server(flatten)] form: SendingHoursForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.set_sending_hours(&actor, &form).await?)
}

/// The mode of the company, and what stands between it and the other one.
#[server(prefix = "/api/v1", endpoint = "company/mode", input = GetUrl, output = Json)]
pub async fn company_mode(company: CompanyId) -> Answer<ModeView> {
    let (services, actor) = crate::ssr::in_company(company)?;
    Ok(services.company_mode(&actor).await?)
}

/// Takes the company live, or back to test mode.
#[server(prefix = "/api/v1", endpoint = "company/set-mode", input = Post<FormOrJson>, output = Json)]
pub async fn set_company_mode(company: CompanyId, #[server(flatten)] form: ModeForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    services.set_company_mode(&actor, &form).await?;
    crate::ssr::go_to(&format!("/c/{company}/company"));
    Ok(())
}
