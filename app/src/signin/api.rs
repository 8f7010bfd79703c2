use domain::accounts::{OneTimeCodeForm, SignInForm};
use leptos::prelude::*;
use server_fn::codec::{Json, Post};

use crate::call::{Answer, FormOrJson};
use services::accounts::Entrance;

/// Signs in by username or e-mail and goes to `next`, or to the company of the last visit. Somebody with
/// a second factor gets a cookie for the second step instead, and goes to its page.
#[server(prefix = "/api/v1", endpoint = "session/sign-in", input = Post<FormOrJson>, output = Json)]
pub async fn sign_in(#[server(flatten)] form: SignInForm) -> Answer<()> {
    let asking = crate::ssr::asking()?;
    let services = crate::ssr::services()?;
    match services.begin_sign_in(&form, &asking.origin, asking.cookie.as_ref()).await? {
        Entrance::In(signed_in) => crate::ssr::enter(&signed_in).await,
        Entrance::SecondStep(step) => {
            crate::ssr::set_step_cookie(Some(&step))?;
            crate::ssr::go_to("/signin/code");
            Ok(())
        }
    }
}

/// The second step: takes a code of the caller's app, or a recovery code, and goes on as a sign-in does.
#[server(prefix = "/api/v1", endpoint = "session/second-step", input = Post<FormOrJson>, output = Json)]
pub async fn finish_sign_in(#[server(flatten)] form: OneTimeCodeForm) -> Answer<()> {
    let (services, asking) = (crate::ssr::services()?, crate::ssr::asking()?);
    let (step, previous) = (asking.step.as_ref(), asking.cookie.as_ref());
    let signed_in = services.finish_sign_in(&form, step, &asking.origin, previous).await?;
    crate::ssr::set_step_cookie(None)?;
    crate::ssr::enter(&signed_in).await
}
