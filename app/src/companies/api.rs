use domain::companies::CompanyForm;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Makes a company whose owner is the caller, makes it the one the session works in, and goes there.
#[server(prefix = "/api/v1", endpoint = "companies/create", input = Post<FormOrJson>, output = Json)]
pub async fn create_company(#[server(flatten)] form: CompanyForm) -> Answer<()> {
    let made = crate::ssr::services()?.create_company(&crate::ssr::actor()?, &form).await?;
    crate::ssr::set_session_cookie(made.cookie.as_ref())?;
    crate::ssr::go_to(&format!("/c/{}", made.id));
    Ok(())
}
