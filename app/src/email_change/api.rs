use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Makes the address that took a mail the one of its account. Asks for no session: the link may be
/// opened on another device.
#[server(prefix = "/api/v1", endpoint = "account/confirm-email", input = Post<FormOrJson>, output = Json)]
pub async fn confirm_email_change(token: String) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    Ok(crate::ssr::services()?.confirm_email_change(&token, &asking.origin).await?)
}
