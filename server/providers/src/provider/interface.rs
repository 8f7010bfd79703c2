use async_trait::async_trait;
use domain::time::Timestamp;

use super::answers::{Balance, ConnectionReport, RemoteTemplate};
use super::callback::{Callback, CallbackRefusal, CallbackRequest, Inbound};
use super::capabilities::Capabilities;
use super::failure::ProviderFailure;
use super::inspection::Inspection;
use super::outgoing::{Gate, Outgoing, SendOutcome};
use super::report::{ReportPage, ReportQuery};
use crate::descriptor::Descriptor;

/// One account at one provider. It maps requests and answers, keeps its connections, and decides
/// nothing: when, whether and how often to call is the engine's business.
///
/// All calls may run at once. A future that is dropped costs its connection, never another's answer.
#[async_trait]
pub trait Provider: Send + Sync {
    fn descriptor(&self) -> &'static Descriptor;

    /// The descriptor's, adjusted by this account's settings.
    fn capabilities(&self) -> Capabilities {
        self.descriptor().capabilities
    }

    /// Does what a message needs before a connection does, so that no connection waits for it. Without it
    /// [`Provider::send`] does that work, too, and a failure of it is told there.
    fn compose(&self, outgoing: &mut Outgoing, now: Timestamp) {
        let _ = (outgoing, now);
    }

    /// Hands messages over: at most [`Capabilities::batch`], answered in the same order and number.
    ///
    /// The gate is asked just before the first byte, and again before the bytes that decide where a
    /// protocol has such; `now` serves providers that take dates.
    async fn send(&self, batch: &[Outgoing], now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome>;

    /// Tries the settings without sending anything.
    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure>;

    /// Looks at everything that has to be right, however much of it is wrong. `callback` is the address that
    /// its calls should come to, where there is one. Providers of which [`Provider::test_connection`] tells
    /// all find nothing.
    async fn inspect(&self, callback: Option<&str>, now: Timestamp) -> Inspection {
        let _ = (callback, now);
        Inspection::default()
    }

    /// What is left to spend.
    async fn balance(&self) -> Result<Balance, ProviderFailure> {
        Err(ProviderFailure::unsupported())
    }

    /// The approved sender names.
    async fn sender_names(&self) -> Result<Vec<String>, ProviderFailure> {
        Err(ProviderFailure::unsupported())
    }

    /// One page of delivery reports: one call to the provider.
    async fn fetch_reports(&self, query: &ReportQuery) -> Result<ReportPage, ProviderFailure> {
        let _ = query;
        Err(ProviderFailure::unsupported())
    }

    /// What people wrote to the account between two moments, for installations that cannot be called.
    async fn fetch_inbound(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Inbound>, ProviderFailure> {
        let _ = (since, until);
        Err(ProviderFailure::unsupported())
    }

    /// All templates of the account.
    async fn templates(&self) -> Result<Vec<RemoteTemplate>, ProviderFailure> {
        Err(ProviderFailure::unsupported())
    }

    /// Tells the provider where to push reports and answers.
    async fn register_callback(&self, url: &str) -> Result<(), ProviderFailure> {
        let _ = url;
        Err(ProviderFailure::unsupported())
    }

    /// Checks and reads a callback; does no I/O and is quick.
    fn read_callback(&self, request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
        let _ = request;
        Err(CallbackRefusal::Unsupported)
    }

    /// Says goodbye on idle connections.
    async fn close(&self) {}
}
