use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use domain::accounts::AccessKind;
use domain::exports::{ExportFormat, ExportKind, ExportOrder};
use domain::failure::Problem;
use domain::id::{CompanyId, ExportId};
use domain::lang::Lang;
use domain::rights::Right;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

use super::book::Book;
use super::cell::Cell;
use super::csv::CsvSheet;
use super::file::ExportedFile;
use super::pipe::Pipe;
use super::source::{Layout, Sheet, Source};
use crate::accounts::note_access;
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::files::FilesError;
use crate::services::Services;

/// Lists that are written at the same time, of all companies: each keeps a thread and a reader busy.
const AT_ONCE: usize = 4;
/// Bytes of one piece of a file, and pieces and pages that may wait.
const CHUNK: usize = 32 << 10;
const AHEAD: usize = 4;

/// The room there is for writing lists.
#[derive(Debug, Clone)]
pub(crate) struct Slots(Arc<Semaphore>);

impl Default for Slots {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Slots {
    fn take(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.0).try_acquire_owned().map_err(|_| Problem::Busy)
    }
}

/// A list that is being written.
struct Run {
    services: Services,
    actor: Actor,
    company: CompanyId,
    id: ExportId,
    format: ExportFormat,
    _slot: OwnedSemaphorePermit,
}

/// What the thread that writes hears.
enum Told {
    Rows(Vec<Vec<Cell>>),
    /// There are no more, and none is missing.
    End,
}

impl Services {
    /// Whether somebody may take a list out.
    ///
    /// # Errors
    /// `Forbidden` without the right to see it, or to export.
    pub fn check_export(&self, actor: &Actor, kind: ExportKind) -> Result<CompanyId, ServiceError> {
        actor.require(kind.right())?;
        Ok(actor.require(Right::Export)?)
    }

    /// Begins to write a list. Who took it, with which filter and why stands in the audit log before the
    /// first row is read; how many rows it had, once it has ended.
    pub(super) async fn export<S, L>(
        &self,
        actor: &Actor,
        kind: ExportKind,
        filter: Value,
        order: ExportOrder,
        source: S,
        layout: L,
    ) -> Result<ExportedFile, ServiceError>
    where
        S: Source + 'static,
        L: Layout<Row = S::Row>,
    {
        let company = actor.company()?;
        let run = Run {
            services: self.clone(),
            actor: actor.clone(),
            company,
            id: ExportId::from_i64(self.ids().next_id()),
            format: order.format,
            _slot: self.export_slots().take()?,
        };
        let details = json!({ "format": order.format, "reason": order.reason, "filter": filter });
        run.note_begun(kind, details).await?;
        let name = file_name(self, &layout.title(), order.format);
        let (sender, pieces) = mpsc::channel(AHEAD);
        let (done, whole) = oneshot::channel();
        tokio::spawn(run.write(source, layout, sender, done));
        Ok(ExportedFile { name, format: order.format, pieces, whole })
    }
}

/// `Mesajlar 2026-11-23.xlsx`.
fn file_name(services: &Services, title: &str, format: ExportFormat) -> String {
    format!("{title} {}.{format}", services.now().to_istanbul().date())
}

const fn action(kind: ExportKind) -> &'static str {
    match kind {
        ExportKind::Messages => "export.messages",
        ExportKind::People => "export.people",
        ExportKind::Contacts => "export.contacts",
        ExportKind::Members => "export.members",
        ExportKind::Volume => "export.volume",
    }
}

impl Run {
    /// Writes until the end, or until nobody takes it any more.
    async fn write<S, L>(
        self,
        mut source: S,
        layout: L,
        sender: mpsc::Sender<Bytes>,
        done: oneshot::Sender<()>,
    ) where
        S: Source + 'static,
        L: Layout<Row = S::Row>,
    {
        let mut rows = 0;
        let ended = self.pump(&mut source, &layout, sender, &mut rows).await;
        match &ended {
            // Who reads it may have left with the last piece.
            Ok(()) => drop(done.send(())),
            Err(error) => tracing::warn!(%error, export = %self.id, "a list broke off"),
        }
        if let Err(error) = self.note_ended(rows, ended.is_ok()).await {
            tracing::error!(%error, export = %self.id, "the end of a list was not noted");
        }
    }

    async fn pump<S, L>(
        &self,
        source: &mut S,
        layout: &L,
        sender: mpsc::Sender<Bytes>,
        rows: &mut u64,
    ) -> Result<(), ServiceError>
    where
        S: Source,
        L: Layout<Row = S::Row>,
    {
        let (pages, told) = mpsc::channel(AHEAD);
        let begin = Begin {
            format: self.format,
            lang: self.actor.lang(),
            title: layout.title(),
            heads: layout.heads(),
            scratch: self.services.files().folder(),
        };
        let out = Pipe::into(sender.clone());
        let writing = tokio::task::spawn_blocking(move || write_all(begin, out, told));
        while let Some(page) = source.next().await? {
            *rows += page.len() as u64;
            let page = page.iter().map(|row| layout.cells(row)).collect();
            // A thread that ended early says why below; a reader who is gone needs no more rows.
            if sender.is_closed() || pages.send(Told::Rows(page)).await.is_err() {
                break;
            }
        }
        drop(pages.send(Told::End).await);
        drop(pages);
        let written = writing.await.unwrap_or_else(|error| Err(io::Error::other(error)));
        written.map_err(|error| FilesError::Disk(error).into())
    }

    async fn note_begun(&self, kind: ExportKind, details: Value) -> Result<(), ServiceError> {
        let change = Change::of_company(self.company, action(kind), self.id, details);
        note_exported(&self.services, &self.actor, change).await
    }

    async fn note_ended(&self, rows: u64, whole: bool) -> Result<(), ServiceError> {
        let (services, by) = (self.services.clone(), self.actor.clone());
        let details = json!({ "rows": rows, "whole": whole });
        let change = Change::of_company(self.company, "export.ended", self.id, details);
        let work = self
            .services
            .db()
            .try_write(move |tx| Box::pin(async move { record_change(tx, &services, &by, change).await }));
        work.await
    }
}

/// Notes that something is taken out, for those who watch over the company and over its members.
pub(super) async fn note_exported(
    services: &Services,
    by: &Actor,
    change: Change,
) -> Result<(), ServiceError> {
    let (own, by, company) = (services.clone(), by.clone(), by.company()?);
    let work = services.db().try_write(move |tx| {
        Box::pin(async move {
            let (user, origin) = (Some(by.user()), by.origin());
            note_access(tx, &own, AccessKind::Exported, user, Some(company), origin).await?;
            record_change(tx, &own, &by, change).await
        })
    });
    work.await
}

/// What a table begins with.
struct Begin {
    format: ExportFormat,
    lang: Lang,
    title: String,
    heads: Vec<String>,
    /// Where rows may wait.
    scratch: PathBuf,
}

/// Writes a table to its end; one whose rows stop before that is not finished.
fn write_all(begin: Begin, out: Pipe, mut told: mpsc::Receiver<Told>) -> io::Result<()> {
    let out = BufWriter::with_capacity(CHUNK, out);
    let mut sheet: Box<dyn Sheet> = match begin.format {
        ExportFormat::Csv => Box::new(CsvSheet::begin(out, begin.lang, &begin.heads)?),
        ExportFormat::Xlsx => Box::new(Book::begin(out, &begin.scratch, &begin.title, begin.heads)?),
    };
    loop {
        match told.blocking_recv() {
            Some(Told::Rows(rows)) => rows.iter().try_for_each(|row| sheet.row(row))?,
            Some(Told::End) => return sheet.finish(),
            None => return Err(io::ErrorKind::Interrupted.into()),
        }
    }
}
