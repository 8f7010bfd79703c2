use domain::accounts::{
    BeginSecondFactorForm, EndSecondFactorForm, OneTimeCodeForm, ResetSecondFactorForm, SecondFactorView,
};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The caller's second factor, with the seed while it waits for its first code and the recovery codes
/// until they are put away.
#[server(prefix = "/api/v1", endpoint = "two-factor/get", input = GetUrl, output = Json)]
pub async fn own_second_factor() -> Answer<SecondFactorView> {
    Ok(crate::ssr::services()?.own_second_factor(&crate::ssr::actor()?).await?)
}

/// Makes a seed for the caller; nothing is on until its first code comes.
#[server(prefix = "/api/v1", endpoint = "two-factor/begin", input = Post<FormOrJson>, output = Json)]
pub async fn begin_second_factor(#[server(flatten)] form: BeginSecondFactorForm) -> Answer<()> {
    Ok(crate::ssr::services()?.begin_second_factor(&crate::ssr::actor()?, &form).await?)
}

/// Switches the caller's second factor on by a first code.
#[server(prefix = "/api/v1", endpoint = "two-factor/confirm", input = Post<FormOrJson>, output = Json)]
pub async fn confirm_second_factor(#[server(flatten)] form: OneTimeCodeForm) -> Answer<()> {
    Ok(crate::ssr::services()?.confirm_second_factor(&crate::ssr::actor()?, &form).await?)
}

/// Shows the caller's recovery codes no more.
#[server(prefix = "/api/v1", endpoint = "two-factor/put-codes-away", input = Post<FormOrJson>, output = Json)]
pub async fn put_recovery_codes_away() -> Answer<()> {
    Ok(crate::ssr::services()?.put_recovery_codes_away(&crate::ssr::actor()?).await?)
}

/// Switches the caller's second factor off, by password and code.
#[server(prefix = "/api/v1", endpoint = "two-factor/end", input = Post<FormOrJson>, output = Json)]
pub async fn end_second_factor(#[server(flatten)] form: EndSecondFactorForm) -> Answer<()> {
    Ok(crate::ssr::services()?.end_second_factor(&crate::ssr::actor()?, &form).await?)
}

/// Takes somebody's second factor away; for operators.
#[server(prefix = "/api/v1", endpoint = "two-factor/reset", input = Post<FormOrJson>, output = Json)]
pub async fn reset_second_factor(#[server(flatten)] form: ResetSecondFactorForm) -> Answer<()> {
    Ok(crate::ssr::services()?.reset_second_factor(&crate::ssr::actor()?, &form).await?)
}
