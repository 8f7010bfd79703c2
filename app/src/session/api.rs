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

/// Makes another of the visitor's companies the one this session works in.
#[server(prefix = "/api/v1", endpoint = "session/switch-company", input = Post<FormOrJson>, output = Json)]
pub async fn switch_company(company: CompanyId) -> Answer<()> {
    let cookie = crate::ssr::services()?.switch_company(&crate::ssr::actor()?, company).await?;
    crate::ssr::set_session_cookie(Some(&cookie))?;
    crate::ssr::go_to(&format!("/c/{company}"));
    Ok(())
}
