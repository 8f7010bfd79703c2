use domain::accounts::{PolicyEventRow, PolicyEventView, PolicyKind, PolicyToRead, PolicyView};
use domain::id::{PolicyEventId, PolicyVersionId};
use domain::page::{documents_before, local_path};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json, Post};

use crate::call::{Answer, FormOrJson};

/// The latest version of a document in the language of the request. Needs no sign-in.
#[server(prefix = "/api/v1", endpoint = "policies/latest", input = GetUrl, output = Json)]
pub async fn latest_policy(kind: PolicyKind) -> Answer<PolicyView> {
    let (reader, lang) = (crate::ssr::actor().ok(), crate::ssr::asking()?.lang);
    Ok(crate::ssr::services()?.latest_policy(reader.as_ref(), kind, lang).await?)
}

/// The documents whose latest version the caller has not accepted yet, or not been shown, with the version
/// that they know.
#[server(prefix = "/api/v1", endpoint = "policies/to-read", input = GetUrl, output = Json)]
pub async fn policies_to_read() -> Answer<Vec<PolicyToRead>> {
    Ok(crate::ssr::services()?.policies_to_read(&crate::ssr::actor()?).await?)
}

/// Accepts the latest version of a document, the processing agreement for the company that the caller works
/// in, and goes on to `next` where that is a page of this site. Of a document that only informs it is
/// recorded that it was shown.
#[server(prefix = "/api/v1", endpoint = "policies/accept", input = Post<FormOrJson>, output = Json)]
pub async fn accept_policy(policy: PolicyVersionId, #[server(default)] next: String) -> Answer<()> {
    crate::ssr::services()?.accept_policy(&crate::ssr::actor()?, policy).await?;
    go_on(&next).await
}

/// Records that the latest version of a document stood on the caller's screen, and goes on as
/// `policies/accept` does. Nothing is accepted by it.
#[server(prefix = "/api/v1", endpoint = "policies/show", input = Post<FormOrJson>, output = Json)]
pub async fn show_policy(policy: PolicyVersionId, #[server(default)] next: String) -> Answer<()> {
    crate::ssr::services()?.show_policy(&crate::ssr::actor()?, policy).await?;
    go_on(&next).await
}

/// What the caller was shown and has accepted, the newest first.
#[server(prefix = "/api/v1", endpoint = "policies/own", input = GetUrl, output = Json)]
pub async fn list_own_policy_events() -> Answer<Vec<PolicyEventRow>> {
    Ok(crate::ssr::services()?.list_own_policy_events(&crate::ssr::actor()?).await?)
}

/// One of them with its proof: the words that stood on the page, when, where and from which address.
#[server(prefix = "/api/v1", endpoint = "policies/own-event", input = GetUrl, output = Json)]
pub async fn own_policy_event(event: PolicyEventId) -> Answer<PolicyEventView> {
    Ok(crate::ssr::services()?.own_policy_event(&crate::ssr::actor()?, event).await?)
}

/// The next document that is due, else where the reader was heading, else what they have read.
async fn go_on(next: &str) -> Answer<()> {
    let open = crate::ssr::services()?.policies_to_read(&crate::ssr::actor()?).await?;
    match local_path(next) {
        Some(next) if open.iter().any(|open| open.is_due) => crate::ssr::go_to(&documents_before(next)),
        Some(next) => crate::ssr::go_to(next),
        None => crate::ssr::go_to("/documents"),
    }
    Ok(())
}
