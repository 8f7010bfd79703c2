//! The running stand-in, and what a test asks it.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use tokio::net::TcpListener;

use super::config::{GraphConfig, GraphNumber};
use super::control;
use super::dispatch::dispatch;
use super::errors::refusal;
use super::inbound::{InboundMessage, MarketingPreference, prefer, receive};
use super::modes::Modes;
use super::state::{AcceptedMessage, GraphReport, State};
use super::webhooks::deliver_events;
use crate::clock::SandboxClock;
use crate::control::control_routes;
use crate::faults::{FaultLayer, PlannedFault, suffer_faults};
use crate::serve::HttpServer;
use crate::stop::{Stopper, stopper};
use crate::sync::write;
use crate::tally::Arrival;

const MAX_BODY: usize = 101 << 20;

/// A Graph API with one app and one WhatsApp business account. Stops when dropped.
pub struct GraphStandIn {
    state: Arc<State>,
    server: HttpServer,
    /// Ends the webhooks when dropped.
    _webhooks: Stopper,
}

/// The numbers of the business while the stand-in runs; clones share them.
#[derive(Clone)]
pub struct GraphNumbers(Arc<State>);

impl GraphNumbers {
    /// Gives the business one more number; one that it has stays as it is.
    pub fn add(&self, number: GraphNumber) {
        self.0.numbers.add(number);
    }
}

impl GraphStandIn {
    /// Serves on `addr` (port 0 takes a free one) with the given account and clock.
    ///
    /// # Errors
    /// When the address is taken or the webhook client cannot be made.
    pub async fn start(addr: SocketAddr, config: GraphConfig, clock: SandboxClock) -> io::Result<Self> {
        let listener = TcpListener::bind(addr).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State::new(config, clock, base_url)?);
        let server = HttpServer::start(listener, router(state.clone()))?;
        let (webhooks, stop) = stopper();
        tokio::spawn(deliver_events(state.clone(), stop));
        Ok(Self { state, server, _webhooks: webhooks })
    }

    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// `http://127.0.0.1:port`, in place of `https://graph.facebook.com`.
    pub fn base_url(&self) -> &str {
        &self.state.base_url
    }

    pub fn clock(&self) -> &SandboxClock {
        &self.state.clock
    }

    pub fn config(&self) -> &GraphConfig {
        &self.state.config
    }

    /// The numbers of the business.
    pub fn numbers(&self) -> GraphNumbers {
        GraphNumbers(self.state.clone())
    }

    /// Figures so far.
    pub fn report(&self) -> GraphReport {
        self.state.report()
    }

    /// The newest accepted messages, oldest first, up to `keep_messages`.
    pub fn messages(&self) -> Vec<AcceptedMessage> {
        self.state.kept()
    }

    /// Every accepted `biz_opaque_callback_data` with the number of its messages.
    pub fn references(&self) -> HashMap<String, u32> {
        self.state.references.counts()
    }

    /// When a `biz_opaque_callback_data` was accepted.
    pub fn arrival(&self, reference: &str) -> Option<Arrival> {
        self.state.references.arrival(reference)
    }

    /// Makes coming calls suffer.
    pub fn plan_fault(&self, fault: impl Into<PlannedFault>) {
        self.state.faults.plan(fault.into());
    }

    /// Changes how webhooks misbehave, for messages accepted from now on.
    pub fn set_modes(&self, modes: Modes) {
        *write(&self.state.modes) = modes;
    }

    /// Sets the app's address for webhooks, without verification.
    pub fn set_callback(&self, url: Option<String>) {
        self.state.callbacks.set_app(url);
    }

    /// A person writes: opens the window and sends the webhook; the id of the message.
    pub fn receive(&self, inbound: InboundMessage) -> String {
        receive(&self.state, inbound)
    }

    /// A person stops or resumes marketing.
    pub fn prefer(&self, preference: &MarketingPreference) {
        prefer(&self.state, preference);
    }

    /// Forgets messages and figures; templates, windows and webhooks to come stay.
    pub fn clear(&self) {
        self.state.clear();
    }

    /// Stops and waits until all connections are gone.
    pub async fn stop(self) {
        self.server.stop().await;
    }
}

fn router(state: Arc<State>) -> Router {
    let layer = FaultLayer { faults: state.faults.clone(), refusal };
    let api = Router::new()
        .fallback(dispatch)
        .with_state(state.clone())
        .layer(from_fn_with_state(layer, suffer_faults))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    let controls = control_routes(state.clock.clone(), state.faults.clone()).merge(control::routes(state));
    api.merge(controls)
}
