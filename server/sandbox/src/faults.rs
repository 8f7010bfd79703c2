//! Trouble on request: what the next calls of a stand-in shall suffer.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::{Deserialize, Serialize};

use crate::serve::cut;
use crate::sync::locked;

/// What goes wrong with a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fault {
    /// Nothing is taken and no answer comes.
    Hang,
    /// The call takes effect, and no answer comes.
    HangAfterAccept,
    /// Nothing is taken and the connection closes.
    Close,
    /// The call takes effect, and the connection closes without an answer.
    CloseAfterAccept,
    /// Nothing is taken; HTTP 500 with a page of HTML.
    ServerError,
    /// The call takes effect; HTTP 500 with a page of HTML.
    ServerErrorAfterAccept,
    /// The answer comes late (real time).
    Slow { millis: u64 },
    /// Nothing is taken; the provider's refusal with this code.
    Code { code: String },
    /// The call takes effect; HTTP 200 with JSON that breaks off.
    WrongJson,
}

/// A fault, the calls it is for and how many of them it hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFault {
    #[serde(flatten)]
    pub fault: Fault,
    /// Only calls whose path ends with this.
    #[serde(default)]
    pub path: Option<String>,
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

impl From<Fault> for PlannedFault {
    /// Hits the next call, whatever it is.
    fn from(fault: Fault) -> Self {
        Self { fault, path: None, times: 1 }
    }
}

/// The faults still to come, oldest first.
#[derive(Default)]
pub(crate) struct Faults {
    planned: Mutex<VecDeque<PlannedFault>>,
    /// Its length, so that the common case takes no lock.
    count: AtomicUsize,
}

impl Faults {
    pub(crate) fn plan(&self, fault: PlannedFault) {
        let mut planned = locked(&self.planned);
        planned.push_back(fault);
        self.count.store(planned.len(), Ordering::Release);
    }

    pub(crate) fn clear(&self) {
        locked(&self.planned).clear();
        self.count.store(0, Ordering::Release);
    }

    pub(crate) fn planned(&self) -> Vec<PlannedFault> {
        locked(&self.planned).iter().cloned().collect()
    }

    fn take(&self, path: &str) -> Option<Fault> {
        if self.count.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut planned = locked(&self.planned);
        let fits = |fault: &PlannedFault| fault.path.as_deref().is_none_or(|end| path.ends_with(end));
        let position = planned.iter().position(fits)?;
        let hit = planned.get_mut(position)?;
        let fault = hit.fault.clone();
        hit.times = hit.times.saturating_sub(1);
        if hit.times == 0 {
            planned.remove(position);
        }
        self.count.store(planned.len(), Ordering::Release);
        Some(fault)
    }
}

/// A provider's faults and how it words a refusal.
#[derive(Clone)]
pub(crate) struct FaultLayer {
    pub(crate) faults: Arc<Faults>,
    pub(crate) refusal: fn(&str) -> Response,
}

/// Middleware that lets the planned faults happen.
pub(crate) async fn suffer_faults(State(layer): State<FaultLayer>, request: Request, next: Next) -> Response {
    let Some(fault) = layer.faults.take(request.uri().path()) else {
        return next.run(request).await;
    };
    if let Fault::Slow { millis } = fault {
        tokio::time::sleep(Duration::from_millis(millis)).await;
        return next.run(request).await;
    }
    if fault.takes_effect() {
        drop(next.run(request).await);
    }
    match fault {
        Fault::Hang | Fault::HangAfterAccept | Fault::Slow { .. } => pending().await,
        Fault::Close | Fault::CloseAfterAccept => cut(),
        Fault::ServerError | Fault::ServerErrorAfterAccept => server_error(),
        Fault::Code { code } => (layer.refusal)(&code),
        Fault::WrongJson => {
            ([("content-type", "application/json")], "{\"code\":\"00\",\"jobid\":").into_response()
        }
    }
}

impl Fault {
    fn takes_effect(&self) -> bool {
        use Fault::{CloseAfterAccept, HangAfterAccept, ServerErrorAfterAccept, WrongJson};
        matches!(self, HangAfterAccept | CloseAfterAccept | ServerErrorAfterAccept | WrongJson)
    }
}

/// What a load balancer says when nobody is behind it.
pub(crate) fn server_error() -> Response {
    let page = "<html><head><title>500 Internal Server Error</title></head><body><h1>Sunucu hatas\u{131}</h1></body></html>";
    (StatusCode::INTERNAL_SERVER_ERROR, Html(page)).into_response()
}
