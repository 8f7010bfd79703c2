//! The one door through which a provider's words come in: no text behind it holds a NUL, which stands in
//! no text of ours and which PostgreSQL refuses.

use std::sync::Arc;

use async_trait::async_trait;
use domain::time::Timestamp;

use super::answers::{Balance, ConnectionReport, RemoteTemplate};
use super::callback::{Callback, CallbackRefusal, CallbackRequest, Inbound};
use super::capabilities::Capabilities;
use super::failure::ProviderFailure;
use super::inspection::Inspection;
use super::interface::Provider;
use super::outgoing::{Gate, Outgoing, SendOutcome};
use super::printable::Printable;
use super::report::{ReportPage, ReportQuery};
use crate::descriptor::Descriptor;

/// A provider as it is, all of whose words can be kept.
pub(crate) struct Readable(pub Arc<dyn Provider>);

#[deny(clippy::missing_trait_methods, reason = "a method that is not passed on does nothing")]
#[async_trait]
impl Provider for Readable {
    fn descriptor(&self) -> &'static Descriptor {
        self.0.descriptor()
    }

    fn capabilities(&self) -> Capabilities {
        self.0.capabilities()
    }

    fn compose(&self, outgoing: &mut Outgoing, now: Timestamp) {
        self.0.compose(outgoing, now);
    }

    async fn send(&self, batch: &[Outgoing], now: Timestamp, gate: &dyn Gate) -> Vec<SendOutcome> {
        self.0.send(batch, now, gate).await.printable()
    }

    async fn test_connection(&self) -> Result<ConnectionReport, ProviderFailure> {
        self.0.test_connection().await.printable()
    }

    async fn inspect(&self, callback: Option<&str>, now: Timestamp) -> Inspection {
        self.0.inspect(callback, now).await.printable()
    }

    async fn balance(&self) -> Result<Balance, ProviderFailure> {
        self.0.balance().await.printable()
    }

    async fn sender_names(&self) -> Result<Vec<String>, ProviderFailure> {
        self.0.sender_names().await.printable()
    }

    async fn fetch_reports(&self, query: &ReportQuery) -> Result<ReportPage, ProviderFailure> {
        self.0.fetch_reports(query).await.printable()
    }

    async fn fetch_inbound(
        &self,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Inbound>, ProviderFailure> {
        self.0.fetch_inbound(since, until).await.printable()
    }

    async fn templates(&self) -> Result<Vec<RemoteTemplate>, ProviderFailure> {
        self.0.templates().await.printable()
    }

    async fn register_callback(&self, url: &str) -> Result<(), ProviderFailure> {
        self.0.register_callback(url).await.printable()
    }

    fn read_callback(&self, request: &CallbackRequest<'_>) -> Result<Callback, CallbackRefusal> {
        self.0.read_callback(request).map(Printable::printable)
    }

    async fn close(&self) {
        self.0.close().await;
    }
}
