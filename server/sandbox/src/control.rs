//! Control calls that every HTTP stand-in understands.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

use crate::clock::SandboxClock;
use crate::faults::{Faults, PlannedFault};

/// Ten years: longer is a mistake in the unit.
const LONGEST_ADVANCE: Duration = Duration::from_secs(3650 * 86_400);

#[derive(Clone)]
struct Controls {
    clock: SandboxClock,
    faults: Arc<Faults>,
}

/// `POST /control/clock/advance {"seconds": 60}`, `GET /control/clock`,
/// `POST|GET|DELETE /control/faults` with one planned fault or a list of them.
pub(crate) fn control_routes(clock: SandboxClock, faults: Arc<Faults>) -> Router {
    Router::new()
        .route("/control/clock", get(read_clock))
        .route("/control/clock/advance", post(advance_clock))
        .route("/control/faults", get(list_faults).post(plan_faults).delete(clear_faults))
        .with_state(Controls { clock, faults })
}

#[derive(Serialize)]
struct ClockView {
    unix_micros: i64,
    scale: f64,
}

#[derive(Deserialize)]
struct Advance {
    seconds: f64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<PlannedFault>),
    One(PlannedFault),
}

async fn read_clock(State(controls): State<Controls>) -> Json<ClockView> {
    Json(ClockView { unix_micros: controls.clock.unix_micros(), scale: controls.clock.scale() })
}

async fn advance_clock(
    State(controls): State<Controls>,
    Json(advance): Json<Advance>,
) -> Result<Json<ClockView>, StatusCode> {
    let by = Duration::try_from_secs_f64(advance.seconds).map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
    if by > LONGEST_ADVANCE {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    controls.clock.advance(by);
    Ok(read_clock(State(controls)).await)
}

async fn list_faults(State(controls): State<Controls>) -> Json<Vec<PlannedFault>> {
    Json(controls.faults.planned())
}

async fn plan_faults(State(controls): State<Controls>, Json(faults): Json<OneOrMany>) -> StatusCode {
    let faults = match faults {
        OneOrMany::Many(faults) => faults,
        OneOrMany::One(fault) => vec![fault],
    };
    faults.into_iter().for_each(|fault| controls.faults.plan(fault));
    StatusCode::NO_CONTENT
}

async fn clear_faults(State(controls): State<Controls>) -> StatusCode {
    controls.faults.clear();
    StatusCode::NO_CONTENT
}
