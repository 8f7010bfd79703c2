use domain::accounts::{
    AccessRow, ChangeEmailForm, ChangePasswordForm, PhoneCodeForm, PhoneForm, ProfileForm, ProfileView,
    SessionRow,
};
use domain::id::SessionId;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// Changes the caller's password and ends every other session of theirs.
#[server(prefix = "/api/v1", endpoint = "password/change", input = Post<FormOrJson>, output = Json)]
pub async fn change_password(#[server(flatten)] form: ChangePasswordForm) -> Answer<()> {
    let cookie = crate::ssr::services()?.change_password(&crate::ssr::actor()?, &form).await?;
    crate::ssr::set_session_cookie(Some(&cookie))
}

/// Where the caller is signed in, the last seen first.
#[server(prefix = "/api/v1", endpoint = "sessions/list", input = GetUrl, output = Json)]
pub async fn list_sessions() -> Answer<Vec<SessionRow>> {
    Ok(crate::ssr::services()?.list_sessions(&crate::ssr::actor()?).await?)
}

/// Ends one of the caller's sessions.
#[server(prefix = "/api/v1", endpoint = "sessions/end", input = Post<FormOrJson>, output = Json)]
pub async fn end_session(session: SessionId) -> Answer<()> {
    Ok(crate::ssr::services()?.end_session(&crate::ssr::actor()?, session).await?)
}

/// Ends every session of the caller but the one that asks; answers how many.
#[server(prefix = "/api/v1", endpoint = "sessions/end-others", input = Post<FormOrJson>, output = Json)]
pub async fn end_other_sessions() -> Answer<u64> {
    Ok(crate::ssr::services()?.end_other_sessions(&crate::ssr::actor()?).await?)
}

/// The latest fifty lines of the caller's access log.
#[server(prefix = "/api/v1", endpoint = "access/list", input = GetUrl, output = Json)]
pub async fn list_access() -> Answer<Vec<AccessRow>> {
    Ok(crate::ssr::services()?.list_access(&crate::ssr::actor()?).await?)
}

/// The caller's own account: name, username, address, phone, language, and what waits to be proven.
#[server(prefix = "/api/v1", endpoint = "account/profile", input = GetUrl, output = Json)]
pub async fn own_profile() -> Answer<ProfileView> {
    Ok(crate::ssr::services()?.own_profile(&crate::ssr::actor()?).await?)
}

/// Keeps the caller's name, username and language.
#[server(prefix = "/api/v1", endpoint = "account/save-profile", input = Post<FormOrJson>, output = Json)]
pub async fn save_profile(#[server(flatten)] form: ProfileForm) -> Answer<()> {
    Ok(crate::ssr::services()?.save_profile(&crate::ssr::actor()?, &form).await?)
}

/// Sends a link to another e-mail address; the account keeps its own until the link is confirmed.
#[server(prefix = "/api/v1", endpoint = "account/change-email", input = Post<FormOrJson>, output = Json)]
pub async fn change_email(#[server(flatten)] form: ChangeEmailForm) -> Answer<()> {
    Ok(crate::ssr::services()?.request_email_change(&crate::ssr::actor()?, &form).await?)
}

/// Sends a code by SMS to the caller's phone.
#[server(prefix = "/api/v1", endpoint = "account/send-phone-code", input = Post<FormOrJson>, output = Json)]
pub async fn send_phone_code() -> Answer<()> {
    Ok(crate::ssr::services()?.send_phone_code(&crate::ssr::actor()?).await?)
}

/// Takes the code that went to the caller's phone.
#[server(prefix = "/api/v1", endpoint = "account/prove-phone", input = Post<FormOrJson>, output = Json)]
pub async fn prove_phone(#[server(flatten)] form: PhoneCodeForm) -> Answer<()> {
    Ok(crate::ssr::services()?.prove_phone(&crate::ssr::actor()?, &form).await?)
}

/// Keeps the caller's own phone, or takes it away.
#[server(prefix = "/api/v1", endpoint = "account/save-phone", input = Post<FormOrJson>, output = Json)]
pub async fn save_own_phone(#[server(flatten)] form: PhoneForm) -> Answer<()> {
    Ok(crate::ssr::services()?.save_own_phone(&crate::ssr::actor()?, &form).await?)
}
