use domain::accounts::SignUpForm;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Makes an account and its company, signs it in and goes to the company. Open while nobody has signed
/// up, and afterwards only where the operator lets strangers in.
#[server(prefix = "/api/v1", endpoint = "account/sign-up", input = Post<FormOrJson>, output = Json)]
pub async fn sign_up(#[server(flatten)] form: SignUpForm) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    let signed_in = crate::ssr::services()?.sign_up(&form, asking.lang, &asking.origin).await?;
    crate::ssr::enter(&signed_in).await
}
