//! The running stand-in, and what a test asks it.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio::net::TcpListener;

use super::code::refusal;
use super::config::NetgsmConfig;
use super::inbox::InboundSms;
use super::push::{push_inbound, push_reports};
use super::state::{NetgsmReport, State};
use super::{balance, cancel, control, inbox, length, msgheader, otp, report, send, stats, webhooks};
use crate::clock::SandboxClock;
use crate::control::control_routes;
use crate::faults::{FaultLayer, PlannedFault, suffer_faults};
use crate::serve::HttpServer;
use crate::stop::{Stopper, stopper};
use crate::tally::Arrival;

const MAX_BODY: usize = 32 << 20;

/// A NetGSM of one account. Stops when dropped.
pub struct NetgsmStandIn {
    state: Arc<State>,
    server: HttpServer,
    /// Ends the pushes when dropped.
    _pushes: Stopper,
}

impl NetgsmStandIn {
    /// Serves on `addr` (port 0 takes a free one) with the given account and clock.
    ///
    /// # Errors
    /// When the address is taken or the push client cannot be made.
    pub async fn start(addr: SocketAddr, config: NetgsmConfig, clock: SandboxClock) -> io::Result<Self> {
        let state = Arc::new(State::new(config, clock)?);
        let listener = TcpListener::bind(addr).await?;
        let server = HttpServer::start(listener, router(state.clone()))?;
        let (pushes, stop) = stopper();
        tokio::spawn(push_reports(state.clone(), stop));
        Ok(Self { state, server, _pushes: pushes })
    }

    pub fn addr(&self) -> SocketAddr {
        self.server.addr()
    }

    /// `http://127.0.0.1:port`, in place of `https://api.netgsm.com.tr`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.addr())
    }

    pub fn clock(&self) -> &SandboxClock {
        &self.state.clock
    }

    /// Figures so far.
    pub fn report(&self) -> NetgsmReport {
        self.state.report()
    }

    /// Every accepted number (ten digits) with the number of its messages.
    pub fn numbers(&self) -> HashMap<String, u32> {
        self.state.accepted_numbers.counts()
    }

    /// Every accepted `referansID` with the number of its messages.
    pub fn references(&self) -> HashMap<String, u32> {
        self.state.references.counts()
    }

    /// When a number (ten digits) was accepted.
    pub fn arrival(&self, number: &str) -> Option<Arrival> {
        self.state.accepted_numbers.arrival(number)
    }

    /// Makes coming calls suffer.
    pub fn plan_fault(&self, fault: impl Into<PlannedFault>) {
        self.state.faults.plan(fault.into());
    }

    /// Puts a message from a person into the inbox and pushes it to the registered address.
    pub async fn receive(&self, sms: InboundSms) {
        let row = self.state.inbox.add(sms, self.state.clock.unix_micros());
        push_inbound(&self.state, &row).await;
    }

    /// Forgets jobs and figures.
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
        .route("/sms/rest/v2/send", post(send::send))
        .route("/sms/rest/v2/otp", post(otp::otp))
        .route("/sms/rest/v2/report", post(report::report))
        .route("/sms/rest/v2/stats", post(stats::stats))
        .route("/sms/rest/v2/cancel", post(cancel::cancel))
        .route("/sms/rest/v2/msgheader", get(msgheader::msgheader))
        .route("/sms/rest/v2/inbox", get(inbox::inbox))
        .route("/sms/rest/v2/length", post(length::length))
        .route("/sms/rest/v2/reportwebhook", post(webhooks::register_report).delete(webhooks::delete_report))
        .route("/sms/rest/v2/inboxwebhook", post(webhooks::register_inbox).delete(webhooks::delete_inbox))
        .route("/balance", post(balance::balance))
        .with_state(state.clone())
        .layer(from_fn_with_state(layer, suffer_faults))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    api.merge(control_routes(state.clock.clone(), state.faults.clone())).merge(control::routes(state))
}
