//! `POST /sms/rest/v2/length`.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::access::Caller;
use super::code::{PARAMETER, Refusal, TEXT};
use super::state::State;
use super::text::{ASCII, Capacity, TURKISH, UNICODE};

#[derive(Deserialize)]
struct LengthRequest {
    context: String,
    /// 11 is Turkish (seen); 0 and 8 are taken as ASCII and Unicode (assumed).
    encoding: u8,
}

pub(super) async fn length(
    extract::State(_): extract::State<Arc<State>>,
    _: Caller,
    body: Bytes,
) -> Response {
    match measure(&body) {
        Ok(length) => Json(length).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn measure(body: &[u8]) -> Result<Value, Refusal> {
    let request: LengthRequest = serde_json::from_slice(body).map_err(|_| PARAMETER)?;
    let capacity = match request.encoding {
        0 => ASCII,
        11 => TURKISH,
        8 => UNICODE,
        _ => return Err(PARAMETER),
    };
    counted(capacity, &request.context).ok_or(TEXT)
}

/// As in the vendor's sample: 200 used of 148 a part are 2 parts, 96 left in the second and 688 in all.
fn counted(capacity: Capacity, text: &str) -> Option<Value> {
    let used = capacity.units(text);
    let parts = if used <= capacity.single { 1 } else { used.div_ceil(capacity.each) };
    let here = if parts == 1 { capacity.single } else { parts * capacity.each };
    let left = (6 * capacity.each).checked_sub(used)?;
    Some(
        json!({ "parts": parts, "charsUsed": used, "charsLeft": left, "charsLeftUntilNextPart": here - used }),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_the_sample_of_the_vendor() {
        let expected =
            json!({ "parts": 2, "charsUsed": 200, "charsLeft": 688, "charsLeftUntilNextPart": 96 });
        assert_eq!(counted(TURKISH, &"a".repeat(200)), Some(expected));
    }
}
