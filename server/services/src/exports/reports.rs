use async_trait::async_trait;
use domain::exports::{ExportKind, ExportOrder};
use domain::reports::{MemberReportRow, ReportQuery, VolumeRow};
use serde_json::json;

use super::file::ExportedFile;
use super::source::{Layout, Source};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::services::Services;

impl Services {
    /// The report of who sent what, as a file.
    ///
    /// # Errors
    /// `Forbidden` without the rights to see reports and to export; days that are none; `Busy` while too
    /// many lists are being written.
    pub async fn export_members(
        &self,
        actor: &Actor,
        query: &ReportQuery,
        order: ExportOrder,
        layout: impl Layout<Row = MemberReportRow>,
    ) -> Result<ExportedFile, ServiceError> {
        self.check_export(actor, ExportKind::Members)?;
        let rows = Few(Some(self.report_members(actor, query).await?.rows));
        self.export(actor, ExportKind::Members, json!(query), order, rows, layout).await
    }

    /// The report of volume and cost, as a file.
    ///
    /// # Errors
    /// As [`export_members`](Self::export_members).
    pub async fn export_volume(
        &self,
        actor: &Actor,
        query: &ReportQuery,
        order: ExportOrder,
        layout: impl Layout<Row = VolumeRow>,
    ) -> Result<ExportedFile, ServiceError> {
        self.check_export(actor, ExportKind::Volume)?;
        let rows = Few(Some(self.report_volume(actor, query).await?.rows));
        self.export(actor, ExportKind::Volume, json!(query), order, rows, layout).await
    }
}

/// Rows that are few enough for one page.
struct Few<R>(Option<Vec<R>>);

#[async_trait]
impl<R: Send> Source for Few<R> {
    type Row = R;

    async fn next(&mut self) -> Result<Option<Vec<R>>, ServiceError> {
        Ok(self.0.take())
    }
}
