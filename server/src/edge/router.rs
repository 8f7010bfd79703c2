use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use domain::exports::ExportFormat;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::trace::TraceLayer;
use tracing::Span;

use super::route_class::RouteClass;
use super::state::EdgeState;
use super::{
    broken, callbacks, calls, events, exports, health, imports, installed, metrics, operator, pages, palette,
    preferences, proof, refusal, reset, same_site, security_headers, short_link, timeouts, visitor,
};

/// Everything this program answers.
pub fn router(state: EdgeState) -> Router {
    let secure = state.secure;
    // A workbook is compressed already.
    let compress = DefaultPredicate::new()
        .and(NotForContentType::new("text/event-stream"))
        .and(NotForContentType::new(ExportFormat::Xlsx.content_type()));
    let refusal = Router::new()
        .route("/r/{token}", post(refusal::act))
        .route("/p/{token}", post(refusal::save_preferences))
        .route("/l/{code}", get(short_link::open))
        .layer(DefaultBodyLimit::max(refusal::MAX_BODY))
        .layer(from_fn_with_state(state.clone(), visitor::recognise));
    let operation = Router::new()
        .route("/health/details", get(health::details))
        .route("/metrics", get(metrics::show))
        .layer(from_fn_with_state(state.clone(), operator::only_operator));
    Router::new()
        .route("/api/{*call}", any(calls::unknown))
        .route("/events", get(events::stream))
        .route("/preferences", post(preferences::set))
        .route("/reset/{token}", get(reset::open))
        .route("/manifest.webmanifest", get(installed::manifest))
        .route("/sw.js", get(installed::service_worker))
        .route("/offline", get(installed::offline))
        .route("/palette.js", get(palette::script))
        .route("/search.css", get(palette::style))
        .route(
            "/c/{company}/imports/upload",
            post(imports::upload).layer(DefaultBodyLimit::max(imports::MOST_READ)),
        )
        .route("/c/{company}/imports/{import}/refused.csv", get(imports::refused))
        .route("/c/{company}/exports/{what}/file", get(exports::file))
        .route("/c/{company}/messages/{message}/proof.pdf", get(proof::sheet))
        .merge(pages::router(&state))
        .layer(from_fn_with_state(state.clone(), visitor::recognise))
        .layer(from_fn(same_site::refuse_cross_site))
        .merge(refusal)
        .merge(operation)
        .route("/health", get(health::check))
        .route("/callbacks/{token}", get(callbacks::take).post(callbacks::take))
        .layer(CatchPanicLayer::custom(broken::after_panic))
        .layer(from_fn_with_state(state.request_timeout, timeouts::limit))
        .layer(from_fn(move |request, next| security_headers::protect(secure, request, next)))
        .layer(CompressionLayer::new().compress_when(compress))
        .layer(from_fn_with_state(state.clone(), metrics::measure))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .with_state(state)
}

/// What the log says of a request: an address may hold a token or a name, its class does not.
fn span(request: &Request) -> Span {
    let class = RouteClass::of(request.uri().path()).word();
    tracing::debug_span!("request", method = %request.method(), class)
}
