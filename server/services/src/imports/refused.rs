use std::collections::VecDeque;
use std::ops::ControlFlow;

use bytes::Bytes;
use domain::failure::Problem;
use domain::id::ImportId;
use domain::imports::RejectReason;
use domain::lang::Lang;
use domain::rights::Right;
use futures::{Stream, StreamExt};
use serde_json::json;
use storage::imports::{self, Import, RejectCursor, StoredReject};
use tokio::sync::mpsc;

use super::reading::{Reading, Row, read_rows};
use crate::actor::Actor;
use crate::audit::{Change, record_change};
use crate::error::ServiceError;
use crate::exports::csv;
use crate::files::SealedFile;
use crate::services::Services;

/// Refusals of one query, and rows that may wait between reader and answer.
const PIECE: u64 = 1_000;
const AHEAD: usize = 256;
/// Bytes of one piece of the answer.
const CHUNK: usize = 32 << 10;

/// The rows of a list that were refused or taken in incompletely, as a file to correct and upload again.
pub struct RefusedRows {
    pub file_name: String,
    /// UTF-8 with its mark, separated by semicolons: what a Turkish Excel opens by itself.
    pub content: mpsc::Receiver<Bytes>,
}

impl std::fmt::Debug for RefusedRows {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RefusedRows({})", self.file_name)
    }
}

impl RefusedRows {
    /// The content, piece by piece. It may be asked again after its end, as compression does.
    pub fn into_stream(self) -> impl Stream<Item = Bytes> + Send + 'static {
        let pieces = futures::stream::unfold(self.content, |mut content| async move {
            content.recv().await.map(|piece| (piece, content))
        });
        pieces.fuse()
    }
}

impl Services {
    /// The original rows that were refused, each with its reasons in the asker's language. Noted in the
    /// audit log as an export.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound`, also once the list was deleted.
    pub async fn refused_rows(&self, actor: &Actor, id: ImportId) -> Result<RefusedRows, ServiceError> {
        let company = actor.require(Right::EditContacts)?;
        let import = self.find_import(company, id).await?;
        let source = self.files().open(company, import.file.ok_or(Problem::NotFound)?).await?;
        let rows = import.counts.refused + import.counts.partial;
        let (services, by) = (self.clone(), actor.clone());
        let work = self.db().try_write(move |tx| {
            Box::pin(async move {
                let change = Change::of_company(company, "export.refused_rows", id, json!({ "rows": rows }));
                record_change(tx, &services, &by, change).await
            })
        });
        work.await?;
        let file_name = file_name(&import, actor.lang());
        let (sender, content) = mpsc::channel(4);
        let writer = Writer { services: self.clone(), import, lang: actor.lang(), sender };
        tokio::spawn(writer.write(source));
        Ok(RefusedRows { file_name, content })
    }
}

/// The name of the list, and what of it this is.
fn file_name(import: &Import, lang: Lang) -> String {
    let stem = import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem);
    let suffix = match lang {
        Lang::Tr => "alınmayan satırlar",
        Lang::En => "refused rows",
    };
    format!("{stem} - {suffix}.csv")
}

struct Writer {
    services: Services,
    import: Import,
    lang: Lang,
    sender: mpsc::Sender<Bytes>,
}

impl Writer {
    /// Writes until the end, or until nobody listens any more.
    async fn write(self, source: SealedFile) {
        if let Err(error) = self.merge(source).await {
            tracing::warn!(%error, "a file of refused rows broke off");
        }
    }

    /// Both the list and its refusals come in the order of lines.
    async fn merge(&self, source: SealedFile) -> Result<(), ServiceError> {
        let mut rows = self.rows(source);
        let mut table = Table::new(&self.import);
        let mut refusals = Refusals::of(&self.services, &self.import);
        while let Some(row) = rows.recv().await {
            if row.line() == self.import.plan.skip_rows {
                table.heading(&row, self.lang);
                continue;
            }
            let reasons = refusals.up_to(row.line()).await?;
            if !reasons.is_empty() {
                table.row(&row, &reasons, self.lang);
            }
            let is_full = table.len() >= CHUNK;
            if refusals.is_over() || (is_full && self.sender.send(table.take()).await.is_err()) {
                break;
            }
        }
        // Nobody may be listening any more.
        drop(self.sender.send(table.take()).await);
        Ok(())
    }

    fn rows(&self, source: SealedFile) -> mpsc::Receiver<Row> {
        let (sender, rows) = mpsc::channel(AHEAD);
        let (reading, skip_rows) =
            (Reading::of(self.import.format, &self.import.plan), self.import.plan.skip_rows);
        tokio::task::spawn_blocking(move || {
            read_rows(source, reading, &mut |row| {
                let above = row.line() < skip_rows;
                let gone = !above && sender.blocking_send(row.clone()).is_err();
                if gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })
        });
        rows
    }
}

/// The refusals of an import in their order, a page at a time.
struct Refusals<'a> {
    services: &'a Services,
    import: &'a Import,
    page: VecDeque<StoredReject>,
    after: RejectCursor,
    is_last_page: bool,
}

impl<'a> Refusals<'a> {
    const fn of(services: &'a Services, import: &'a Import) -> Self {
        Self { services, import, page: VecDeque::new(), after: (0, 0), is_last_page: false }
    }

    /// Those of the lines up to one.
    async fn up_to(&mut self, line: u32) -> Result<Vec<StoredReject>, ServiceError> {
        let mut found = Vec::new();
        loop {
            if self.page.is_empty() && !self.is_last_page {
                self.turn_page().await?;
            }
            match self.page.pop_front_if(|refusal| refusal.row.line <= line) {
                Some(refusal) => found.push(refusal),
                None => return Ok(found),
            }
        }
    }

    async fn turn_page(&mut self) -> Result<(), ServiceError> {
        let db = self.services.db().read();
        let page = imports::rejects_after(db, self.import.company, self.import.id, self.after, PIECE).await?;
        self.is_last_page = page.is_empty();
        self.after = page.last().map_or(self.after, |last| (last.row.line, last.part));
        self.page = page.into();
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.is_last_page && self.page.is_empty()
    }
}

/// The file as it grows.
struct Table {
    bytes: Vec<u8>,
    width: usize,
}

impl Table {
    fn new(import: &Import) -> Self {
        Self { bytes: csv::MARK.to_vec(), width: import.plan.columns.len() }
    }

    fn len(&self) -> usize {
        self.bytes.len()
    }

    fn take(&mut self) -> Bytes {
        std::mem::take(&mut self.bytes).into()
    }

    /// The headings of the list, so that its columns are recognised again.
    fn heading(&mut self, row: &Row, lang: Lang) {
        let added = match lang {
            Lang::Tr => ["Satır", "Neden", "Okunamayan"],
            Lang::En => ["Row", "Reason", "Unreadable"],
        };
        self.write(row, added.map(ToOwned::to_owned));
    }

    fn row(&mut self, row: &Row, refusals: &[StoredReject], lang: Lang) {
        let reasons: Vec<_> = refusals.iter().map(|refusal| words(refusal, lang)).collect();
        let texts: Vec<_> = refusals.iter().map(|refusal| refusal.row.text.as_str()).collect();
        self.write(row, [row.line().to_string(), reasons.join(" "), texts.join(" | ")]);
    }

    fn write(&mut self, row: &Row, added: [String; 3]) {
        let cells = (0..self.width.max(row.len())).map(|place| row.cell(place));
        csv::push_row(&mut self.bytes, cells.chain(added.iter().map(String::as_str)));
    }
}

fn words(refusal: &StoredReject, lang: Lang) -> String {
    let reason: RejectReason = refusal.row.reason;
    let text = reason.text(lang);
    match (refusal.row.partial, lang) {
        (false, _) => text.to_owned(),
        (true, Lang::Tr) => format!("Eksik alındı: {text}"),
        (true, Lang::En) => format!("Taken in without it: {text}"),
    }
}
