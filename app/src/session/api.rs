use domain::id::CompanyId;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Ends this session and goes to the sign-in page.
#[server(prefix = "/api/v1", endpoint = "session/sign-out", input = Post<FormOrJson>, output = Json)]
pub async fn sign_out() -> Answer<()> {
    crate::ssr::services()?.sign_out(&crate::ssr::actor()?).await?;
    crate::ssr::set_session_cookie(None)?;
    crate::ssr::go_to("/signin");
    Ok(())
}

/// Makes another of the visitor's companies the one this session works in, and goes to `next` where that
/// is a page of it.
#[server(prefix = "/api/v1", endpoint = "session/switch-company", input = Post<FormOrJson>, output = Json)]
pub async fn switch_company(company: CompanyId, #[server(default)] next: String) -> Answer<()> {
    let cookie = crate::ssr::services()?.switch_company(&crate::ssr::actor()?, company).await?;
    crate::ssr::set_session_cookie(Some(&cookie))?;
    let home = format!("/c/{company}");
    crate::ssr::go_to(if domain::page::is_of_company(&next, company) { &next } else { &home });
    Ok(())
}
