use domain::refusals::{PreferencesView, RefusalView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// Whom a refusal link speaks for, and what was said. Needs no sign-in, and looking refuses nothing:
/// that is a post to `/r/{token}`.
#[server(prefix = "/api/v1", endpoint = "refusals/view", input = GetUrl, output = Json)]
pub async fn view_refusal(token: String) -> Answer<RefusalView> {
    Ok(crate::ssr::services()?.view_refusal(&token, &crate::ssr::asking()?.origin).await?)
}

/// What the address of a link gets, class by class and channel by channel. Needs no sign-in, and looking
/// changes nothing: that is a post to `/p/{token}`.
#[server(prefix = "/api/v1", endpoint = "refusals/preferences", input = GetUrl, output = Json)]
pub async fn view_preferences(token: String) -> Answer<PreferencesView> {
    Ok(crate::ssr::services()?.view_preferences(&token, &crate::ssr::asking()?.origin).await?)
}
