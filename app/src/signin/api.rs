use domain::accounts::SignInForm;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Signs in by username or e-mail and goes to `next`, or to the company of the last visit.
#[server(prefix = "/api/v1", endpoint = "session/sign-in", input = Post<FormOrJson>, output = Json)]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    let signed_in = crate::ssr::services()?.sign_in(&form, &asking.origin, asking.cookie.as_ref()).await?;
    crate::ssr::set_session_cookie(Some(&signed_in.cookie))?;
    let home = signed_in.company.map_or_else(|| "/companies".to_owned(), |company| format!("/c/{company}"));
    crate::ssr::go_to(&signed_in.next.unwrap_or(home));
    Ok(())
}
