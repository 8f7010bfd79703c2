use domain::companies::{AcceptInvitationForm, InvitationView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// What an invitation is to: company, role, who invited, and whether the address has an account.
#[server(prefix = "/api/v1", endpoint = "invitations/view", input = GetUrl, output = Json)]
pub async fn view_invitation(token: String) -> Answer<InvitationView> {
    Ok(crate::ssr::services()?.view_invitation(&token).await?)
}

/// Joins the company with the account that is signed in, and goes there.
#[server(prefix = "/api/v1", endpoint = "invitations/accept", input = Post<FormOrJson>, output = Json)]
pub async fn accept_invitation(token: String) -> Answer<()> {
    let cookie = crate::ssr::services()?.accept_invitation(&crate::ssr::actor()?, &token).await?;
    crate::ssr::set_session_cookie(Some(&cookie))?;
    crate::ssr::go_to("/");
    Ok(())
}

/// Makes an account for the invited address, joins the company, signs in and goes there.
#[server(prefix = "/api/v1", endpoint = "invitations/accept-as-new", input = Post<FormOrJson>, output = Json)]
pub async fn accept_invitation_as_new(
    token: String,
    #[server(flatten)] form: AcceptInvitationForm,
) -> Answer<()> {
    let (services, asking) = (crate::ssr::services()?, crate::ssr::asking()?);
    let signed_in = services.accept_invitation_as_new(&token, &form, asking.lang, &asking.origin).await?;
    crate::ssr::enter(&signed_in).await
}
