use domain::accounts::SignInForm;
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Signs in by username or e-mail and goes to `next`, or to the company of the last visit.
#[server(prefix = "/api/v1", endpoint = "session/sign-in", input = Post<FormOrJson>, output = Json)]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Answer<()> {
    let _ = form;
    Ok(())
}
