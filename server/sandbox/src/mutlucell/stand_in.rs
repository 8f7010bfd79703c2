//! The running stand-in, and what a test asks it.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::post;
use tokio::net::TcpListener;

use super::code::refusal;
use super::config::MutlucellConfig;
use super::inbox::InboundSms;
use super::state::{MutlucellReport, State};
use super::{account, cancel, control, door, inbox, report, send};
use crate::clock::SandboxClock;
use crate::control::control_routes;
use crate::faults::{FaultLayer, PlannedFault, suffer_faults};
use crate::serve::HttpServer;
use crate::tally::Arrival;

/// A Mutlucell of one account, or of as many as call it. Stops when dropped.
pub struct MutlucellStandIn {
    state: Arc<State>,
    server: HttpServer,
}

impl MutlucellStandIn {
    /// Serves on `addr` (port 0 takes a free one) with the given account and clock.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start(addr: SocketAddr, config: MutlucellConfig, clock: SandboxClock) -> io::Result<Self> {
        let state = Arc::new(State::new(config, clock));
        let listener = TcpListener::bind(addr).await?;
        let server = HttpServer::start(listener, router(state.clone()))?;
        Ok(Self { state, server })
    }

    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// `http://127.0.0.1:port/smsgw-ws`, in place of `https://smsgw.mutlucell.com/smsgw-ws`.
    pub fn base_url(&self) -> String {
        format!("http://{}/smsgw-ws", self.addr())
    }

    pub fn clock(&self) -> &SandboxClock {
        &self.state.clock
    }

    pub fn config(&self) -> &MutlucellConfig {
        &self.state.config
    }

    /// Figures so far.
    pub fn report(&self) -> MutlucellReport {
        self.state.report()
    }

    /// Every accepted number (ten digits) with the number of its messages.
    pub fn numbers(&self) -> HashMap<String, u32> {
        self.state.accepted_numbers.counts()
    }

    /// When a number (ten digits) was accepted.
    pub fn arrival(&self, number: &str) -> Option<Arrival> {
        self.state.accepted_numbers.arrival(number)
    }

    /// Makes coming calls suffer.
    pub fn plan_fault(&self, fault: impl Into<PlannedFault>) {
        self.state.faults.plan(fault.into());
    }

    /// Puts a message from a person into the inbox.
    pub fn receive(&self, sms: InboundSms) {
        self.state.inbox.add(sms, self.state.clock.unix_micros());
    }

    /// Forgets packages and figures.
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
        .route("/smsgw-ws/sndblkex", post(send::send))
        .route("/smsgw-ws/gtblkrprtex", post(report::report))
        .route("/smsgw-ws/gtcrdtex", post(account::credit))
        .route("/smsgw-ws/gtorgex", post(account::names))
        .route("/smsgw-ws/cnclblkex", post(cancel::cancel))
        .route("/smsgw-ws/gtincmngapi", post(inbox::inbox))
        .with_state(state.clone())
        .layer(from_fn_with_state(layer, suffer_faults))
        .layer(from_fn_with_state(state.clone(), door::enter));
    api.merge(control_routes(state.clock.clone(), state.faults.clone())).merge(control::routes(state))
}
