use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use leptos_axum::handle_server_fns_with_context;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::trace::TraceLayer;

use super::state::EdgeState;
use super::{calls, events, health, pages, preferences, same_site, security_headers, visitor};

/// Everything this program answers.
pub fn router(state: EdgeState) -> Router {
    let secure = state.secure;
    let compress = DefaultPredicate::new().and(NotForContentType::new("text/event-stream"));
    Router::new()
        .merge(calls(&state))
        .route("/events", get(events::stream))
        .route("/preferences", post(preferences::set))
        .merge(pages::router(&state))
        .layer(from_fn_with_state(state.clone(), visitor::recognise))
        .layer(from_fn(same_site::refuse_cross_site))
        .route("/health", get(health::check))
        .layer(from_fn(move |request, next| security_headers::protect(secure, request, next)))
        .layer(CompressionLayer::new().compress_when(compress))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http())
        .with_state(state)
}

/// The calls below `/api/v1`: server functions at stable paths.
fn calls(state: &EdgeState) -> Router<EdgeState> {
    let context = pages::context_of(state.services.clone());
    let call = move |request: Request| {
        let context = context.clone();
        async move { handle_server_fns_with_context(context, request).await }
    };
    Router::new()
        .route("/api/v1/{*call}", get(call.clone()).post(call))
        .layer(from_fn_with_state(state.clone(), calls::answer_calls))
}
