use domain::accounts::{PolicyKind, PolicyView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// The latest version of a document in the language of the request. Needs no sign-in.
#[server(prefix = "/api/v1", endpoint = "policies/latest", input = GetUrl, output = Json)]
pub async fn latest_policy(kind: PolicyKind) -> Answer<PolicyView> {
    let (reader, lang) = (crate::ssr::actor().ok(), crate::ssr::asking()?.lang);
    Ok(crate::ssr::services()?.latest_policy(reader.as_ref(), kind, lang).await?)
}
