use domain::refusals::RefusalView;
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// Whom a refusal link speaks for, and what was said. Needs no sign-in, and looking refuses nothing:
/// that is a post to `/r/{token}`.
#[server(prefix = "/api/v1", endpoint = "refusals/view", input = GetUrl, output = Json)]
pub async fn view_refusal(token: String) -> Answer<RefusalView> {
    Ok(crate::ssr::services()?.view_refusal(&token, &crate::ssr::asking()?.origin).await?)
}
