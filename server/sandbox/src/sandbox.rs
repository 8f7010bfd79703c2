//! All stand-ins together, on one clock.

use std::io;
use std::net::SocketAddr;

use crate::clock::SandboxClock;
use crate::graph::{GraphConfig, GraphStandIn};
use crate::mutlucell::{MutlucellConfig, MutlucellStandIn};
use crate::netgsm::{NetgsmConfig, NetgsmStandIn};
use crate::smtp::{SmtpSink, SmtpSinkConfig};

/// What to start; the default is every stand-in with its default account on free loopback ports, in real time.
#[derive(Clone, Debug)]
pub struct SandboxConfig {
    /// How many virtual seconds pass in a real one; 0 stands still and moves only by `advance`.
    pub time_scale: f64,
    pub smtp: SmtpSinkConfig,
    pub netgsm: NetgsmConfig,
    pub netgsm_addr: SocketAddr,
    pub mutlucell: MutlucellConfig,
    pub mutlucell_addr: SocketAddr,
    pub graph: GraphConfig,
    pub graph_addr: SocketAddr,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        Self {
            time_scale: 1.0,
            smtp: SmtpSinkConfig::default(),
            netgsm: NetgsmConfig::default(),
            netgsm_addr: any_port,
            mutlucell: MutlucellConfig::default(),
            mutlucell_addr: any_port,
            graph: GraphConfig::default(),
            graph_addr: any_port,
        }
    }
}

/// Running stand-ins. They stop when this is dropped; [`stop`](Self::stop) also waits for them.
pub struct Sandbox {
    clock: SandboxClock,
    smtp: SmtpSink,
    netgsm: NetgsmStandIn,
    mutlucell: MutlucellStandIn,
    graph: GraphStandIn,
}

impl Sandbox {
    /// Starts everything on the current tokio runtime.
    ///
    /// # Errors
    /// When an address is taken, or a certificate, a client or the journal of the mail sink cannot be made.
    pub async fn start(config: SandboxConfig) -> io::Result<Self> {
        let clock = SandboxClock::new(config.time_scale);
        Ok(Self {
            smtp: SmtpSink::start(config.smtp).await?,
            netgsm: NetgsmStandIn::start(config.netgsm_addr, config.netgsm, clock.clone()).await?,
            mutlucell: MutlucellStandIn::start(config.mutlucell_addr, config.mutlucell, clock.clone())
                .await?,
            graph: GraphStandIn::start(config.graph_addr, config.graph, clock.clone()).await?,
            clock,
        })
    }

    /// The clock of all stand-ins.
    pub fn clock(&self) -> &SandboxClock {
        &self.clock
    }

    pub fn smtp(&self) -> &SmtpSink {
        &self.smtp
    }

    pub fn netgsm(&self) -> &NetgsmStandIn {
        &self.netgsm
    }

    pub fn mutlucell(&self) -> &MutlucellStandIn {
        &self.mutlucell
    }

    pub fn graph(&self) -> &GraphStandIn {
        &self.graph
    }

    /// Every address that a program under test must be allowed to reach.
    pub fn addrs(&self) -> [SocketAddr; 5] {
        let [mail, mail_tls] = [self.smtp.addr(), self.smtp.tls_addr()];
        [mail, mail_tls, self.netgsm.addr(), self.mutlucell.addr(), self.graph.addr()]
    }

    /// Stops everything and waits until all connections are gone (about two seconds at most).
    pub async fn stop(self) {
        tokio::join!(self.smtp.stop(), self.netgsm.stop(), self.mutlucell.stop(), self.graph.stop());
    }
}
