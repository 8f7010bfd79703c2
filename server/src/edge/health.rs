//! Whether the program can do its work.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use services::Services;

/// `GET /health`: 200 when the database answers, 503 when it does not. Says nothing else.
pub async fn check(State(services): State<Services>) -> Response {
    match services.brand().await {
        Ok(_) => (StatusCode::OK, "ok").into_response(),
        Err(error) => {
            tracing::error!(%error, "the health check failed");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
        }
    }
}
