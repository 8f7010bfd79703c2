use std::time::Duration;

use axum::extract::FromRef;
use domain::page::DemoSignIn;
use leptos::config::LeptosOptions;
use services::Services;
use tokio_util::sync::CancellationToken;

use super::{Operation, Twice};

/// What every handler of the edge may need. Cheap to clone.
#[derive(Clone)]
pub struct EdgeState {
    pub services: Services,
    pub options: LeptosOptions,
    /// Whether people reach the pages over TLS, so that cookies are bound to it.
    pub secure: bool,
    /// Whether a proxy in front says who calls.
    pub trust_proxy: bool,
    /// How long a request may take until its answer begins.
    pub request_timeout: Duration,
    /// The published sign-in of the demo company, where there is one.
    pub demo: Option<DemoSignIn>,
    /// Forms that are being answered.
    pub twice: Twice,
    /// What the operator's tools ask about.
    pub operation: Operation,
    /// Cancelled when the program shuts down.
    pub shutdown: CancellationToken,
}

impl FromRef<EdgeState> for LeptosOptions {
    fn from_ref(state: &EdgeState) -> Self {
        state.options.clone()
    }
}

impl FromRef<EdgeState> for Services {
    fn from_ref(state: &EdgeState) -> Self {
        state.services.clone()
    }
}
