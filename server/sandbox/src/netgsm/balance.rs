//! `POST /balance`, which takes its login in the body.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::is_known;
use super::code::{AUTH, PARAMETER, Refusal};
use super::state::State;

/// What an account without a set credit shows.
const PLENTY: i64 = 100_000;

#[derive(Deserialize)]
struct BalanceRequest {
    usercode: String,
    password: String,
    stip: Value,
}

pub(super) async fn balance(extract::State(state): extract::State<Arc<State>>, body: Bytes) -> Response {
    match read(&state, &body) {
        Ok(balance) => Json(json!({ "code": "00", "balance": balance })).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn read(state: &State, body: &[u8]) -> Result<Value, Refusal> {
    let request: BalanceRequest = serde_json::from_slice(body).map_err(|_| PARAMETER)?;
    if !is_known(&state.config, &request.usercode, &request.password) {
        return Err(AUTH);
    }
    let credit = state.credit().unwrap_or(PLENTY);
    let packages = json!([{ "amount": credit, "balance_name": "Adet SMS" }]);
    match request.stip.to_string().trim_matches('"') {
        "1" | "3" => Ok(packages),
        "2" => Ok(lira(credit).into()),
        _ => Err(PARAMETER),
    }
}

/// Credit in lira at 20 kuruş a part, with the vendor's decimal comma and three places.
fn lira(parts: i64) -> String {
    format!("{},{:03}", parts / 5, parts % 5 * 200)
}
