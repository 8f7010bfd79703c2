use domain::accounts::{PolicyKind, PolicyView};
use leptos::prelude::*;
use server_fn::codec::{GetUrl, Json};

use crate::call::Answer;

/// The latest version of a document in the language of the request. Needs no sign-in.
#[server(prefix = "/api/v1", endpoint = "policies/read", input = GetUrl, output = Json)]
pub async fn read_policy(kind: PolicyKind) -> Answer<PolicyView> {
    let _ = kind;
    Err(domain::failure::Failure::new(domain::failure::Problem::NotFound).into())
}
