//! Whether the program can do its work.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use http::StatusCode;
use serde::Serialize;
use services::Services;
use services::backups::BackupState;

use super::EdgeState;

/// `GET /health`: 200 when the database answers, 503 when it does not. Says nothing else.
pub async fn check(State(services): State<Services>) -> Response {
    if answers(&services).await {
        (StatusCode::OK, "ok").into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

/// `GET /health/details`, for the operator: the same statuses, and how each part stands.
pub async fn details(State(state): State<EdgeState>) -> Response {
    let database = answers(&state.services).await;
    let backups = state.operation.backups.as_ref().map(|backups| Backups::of(&backups.state()));
    let status = if database { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Details { release: env!("CARGO_PKG_VERSION"), database, backups })).into_response()
}

async fn answers(services: &Services) -> bool {
    let brand = services.brand().await;
    if let Err(error) = &brand {
        tracing::error!(%error, "the health check failed");
    }
    brand.is_ok()
}

#[derive(Serialize)]
struct Details {
    release: &'static str,
    /// Whether it answers.
    database: bool,
    /// `null` where the server makes none by itself.
    backups: Option<Backups>,
}

/// Times in ISO 8601, UTC.
#[derive(Serialize)]
struct Backups {
    newest: Option<String>,
    bytes: u64,
    checked: bool,
    failed: Option<String>,
    due: String,
}

impl Backups {
    fn of(state: &BackupState) -> Self {
        Self {
            newest: state.newest.map(Timestamp::to_iso8601),
            bytes: state.bytes,
            checked: state.checked,
            failed: state.failed.clone(),
            due: state.due.to_iso8601(),
        }
    }
}
