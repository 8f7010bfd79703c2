use domain::campaigns::SendBackForm;
use domain::id::CompanyId;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Makes a send that waits for an approval a draft again.
#[server(prefix = "/api/v1", endpoint = "campaigns/send-back", input = Post<FormOrJson>, output = Json)]
pub async fn send_back(company: CompanyId, #[server(flatten)] form: SendBackForm) -> Answer<()> {
    let (services, actor) = crate::ssr::in_company(company)?;
    let campaign = form.campaign.clone();
    let place = match services.send_back(&actor, form).await? {
        true => format!("/c/{company}/send/{campaign}?step=review"),
        false => format!("/c/{company}/campaigns"),
    };
    crate::ssr::go_to(&place);
    Ok(())
}
