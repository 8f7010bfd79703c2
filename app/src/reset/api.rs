use domain::accounts::{RequestResetForm, ResetPasswordForm};
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};

/// Sends a link for a new password to the address an account holds. Answers the same, and as fast,
/// whether there is such an account or not.
#[server(prefix = "/api/v1", endpoint = "password/request-reset", input = Post<FormOrJson>, output = Json)]
pub async fn request_password_reset(#[server(flatten)] form: RequestResetForm) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    Ok(crate::ssr::services()?.request_password_reset(&form, &asking.origin).await?)
}

/// Sets a new password by the permission that the mail's link left in a cookie, ends every session of
/// the account and goes to the sign-in page.
#[server(prefix = "/api/v1", endpoint = "password/reset", input = Post<FormOrJson>, output = Json)]
pub async fn reset_password(#[server(flatten)] form: ResetPasswordForm) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    crate::ssr::services()?.reset_password(&crate::ssr::reset_permission()?, &form, &asking.origin).await?;
    crate::ssr::set_reset_cookie(None)?;
    crate::ssr::go_to("/signin?done=password/reset");
    Ok(())
}
