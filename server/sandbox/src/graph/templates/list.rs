//! `GET /{waba}/message_templates` with filters and cursors.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::store::Template;
use crate::graph::errors::ApiError;
use crate::graph::fields::picked;
use crate::graph::state::State;

const DEFAULT_LIMIT: usize = 25;
const MAX_LIMIT: usize = 1000;

/// One page; a cursor is the id of the first or last template on it.
pub(in crate::graph) fn list(state: &State, query: &HashMap<String, String>) -> Result<Value, ApiError> {
    let limit = match query.get("limit").map(|limit| limit.parse()) {
        None => DEFAULT_LIMIT,
        Some(Ok(limit)) if (1..=MAX_LIMIT).contains(&limit) => limit,
        Some(_) => return Err(ApiError::details(100, "limit must be 1 to 1000")),
    };
    let after = query.get("after").map(|cursor| decode(cursor)).transpose()?.unwrap_or_default();
    let templates = state.templates.all();
    let mut rest = templates.iter().filter(|template| template.id > after && fits(template, query));
    let page: Vec<_> = rest.by_ref().take(limit).collect();
    let more = rest.next().is_some();
    let fields = query.get("fields").map(String::as_str);
    let data: Vec<_> = page.iter().map(|template| picked(template.view(), fields)).collect();
    let mut answer = json!({ "data": data });
    if let (Some(first), Some(last)) = (page.first(), page.last()) {
        answer["paging"] = json!({ "cursors": { "before": encode(&first.id), "after": encode(&last.id) } });
        if more {
            answer["paging"]["next"] = next_url(state, query, limit, &last.id).into();
        }
    }
    Ok(answer)
}

fn fits(template: &Template, query: &HashMap<String, String>) -> bool {
    let view = template.view();
    ["name", "status", "category", "language"]
        .iter()
        .all(|field| query.get(*field).is_none_or(|wanted| view[field].as_str() == Some(wanted)))
}

fn next_url(state: &State, query: &HashMap<String, String>, limit: usize, last: &str) -> String {
    let fields = query.get("fields").map(|fields| format!("&fields={fields}")).unwrap_or_default();
    let (base, waba) = (&state.base_url, &state.config.waba_id);
    format!("{base}/v25.0/{waba}/message_templates?limit={limit}{fields}&after={}", encode(last))
}

fn encode(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

fn decode(cursor: &str) -> Result<String, ApiError> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| ApiError::new(131_059))?;
    String::from_utf8(bytes).map_err(|_| ApiError::new(131_059))
}
