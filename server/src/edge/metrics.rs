//! `GET /metrics`: what monitors draw, in the text format of Prometheus. Nothing in it names a company, a
//! person or a content.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::failure::Failure;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use services::backups::Backups;
use services::{ServiceError, Services};
use tokio::sync::Mutex;

use super::EdgeState;
use super::route_class::RouteClass;

const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// From a millisecond to ten seconds.
const DURATIONS: [f64; 9] = [0.001, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

/// How old counted messages may be: whoever asks more often hears the same again.
const FRESH: Duration = Duration::from_secs(10);

/// Everything that is measured; clones share it.
#[derive(Clone, Default)]
pub struct Metrics(Arc<Parts>);

struct Parts {
    registry: Registry,
    requests: Requests,
    messages: Family<MessageLabels, Gauge>,
    backup: BackupGauges,
    counted: Mutex<Option<Instant>>,
}

impl Default for Parts {
    /// Measures nothing that anybody sees.
    fn default() -> Self {
        let (registry, messages, backup) = (Registry::default(), Family::default(), BackupGauges::default());
        Self { registry, requests: requests(), messages, backup, counted: Mutex::default() }
    }
}

fn requests() -> Requests {
    Requests::new_with_constructor(|| Histogram::new(DURATIONS))
}

type Requests = Family<RequestLabels, Histogram, fn() -> Histogram>;

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    class: &'static str,
    /// `2xx` and so on.
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct MessageLabels {
    channel: &'static str,
    state: &'static str,
}

#[derive(Default)]
struct BackupGauges {
    newest: Gauge,
    bytes: Gauge,
    failed: Gauge,
}

impl Metrics {
    /// Measures these services from now on.
    #[must_use]
    pub fn new(services: &Services, makes_backups: bool) -> Self {
        let mut registry = Registry::with_prefix("messaging");
        let requests = requests();
        let (messages, backup) = (Family::default(), BackupGauges::default());
        registry.register("request_duration_seconds", "Until an answer begins", requests.clone());
        registry.register("messages", "Messages that stand in a state", messages.clone());
        if makes_backups {
            backup.register(&mut registry);
        }
        services.register_metrics(&mut registry);
        Self(Arc::new(Parts { registry, requests, messages, backup, counted: Mutex::default() }))
    }

    async fn count(&self, services: &Services) -> Result<(), ServiceError> {
        let mut counted = self.0.counted.lock().await;
        if counted.is_some_and(|at| at.elapsed() < FRESH) {
            return Ok(());
        }
        let found = services.count_messages().await?;
        self.0.messages.clear();
        for (channel, state, total) in found {
            let labels = MessageLabels { channel: channel.word(), state: state.word() };
            self.0.messages.get_or_create(&labels).set(total);
        }
        *counted = Some(Instant::now());
        Ok(())
    }
}

impl BackupGauges {
    fn register(&self, registry: &mut Registry) {
        registry.register(
            "backup_newest_timestamp_seconds",
            "When the newest good backup was begun; 0 without one",
            self.newest.clone(),
        );
        registry.register("backup_bytes", "How large it is", self.bytes.clone());
        registry.register("backup_failed", "1 when the latest try failed", self.failed.clone());
    }

    fn set(&self, backups: &Backups) {
        let state = backups.state();
        self.newest.set(state.newest.map_or(0, |at| at.seconds()));
        self.bytes.set(i64::try_from(state.bytes).unwrap_or(i64::MAX));
        self.failed.set(i64::from(state.failed.is_some()));
    }
}

/// `GET /metrics`.
pub async fn show(State(state): State<EdgeState>) -> Response {
    let metrics = &state.operation.metrics;
    if let Err(error) = metrics.count(&state.services).await {
        // The log has the reason; a monitor sees that nothing was read.
        drop(Failure::from(error));
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    if let Some(backups) = &state.operation.backups {
        metrics.0.backup.set(backups);
    }
    let mut text = String::new();
    match encode(&mut text, &metrics.0.registry) {
        Ok(()) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The layer that measures requests.
pub async fn measure(State(state): State<EdgeState>, request: Request, next: Next) -> Response {
    let class = RouteClass::of(request.uri().path()).word();
    let begun = Instant::now();
    let answer = next.run(request).await;
    let labels = RequestLabels { class, status: hundreds(answer.status()) };
    state.operation.metrics.0.requests.get_or_create(&labels).observe(begun.elapsed().as_secs_f64());
    answer
}

const fn hundreds(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..200 => "1xx",
        200..300 => "2xx",
        300..400 => "3xx",
        400..500 => "4xx",
        _ => "5xx",
    }
}
