use std::collections::HashMap;
use std::time::{Duration, Instant};

use domain::contacts::AddressSource;
use domain::failure::Problem;
use domain::id::TagId;
use domain::topic::Topic;
use storage::contacts::Writing;
use storage::files;
use storage::imports::{self, Import};

use super::contact_row::ReadRow;
use super::feed::Feed;
use super::pace::Pace;
use super::piece::{Piece, Place};
use super::reading::Reading;
use super::tally::Tally;
use super::upload::KEPT;
use crate::error::ServiceError;
use crate::services::Services;

/// How long a process may be silent before another one goes on with its list.
pub(super) const LEASE: Duration = Duration::from_secs(60);
/// Between two words about progress to open pages.
const SILENCE: Duration = Duration::from_millis(200);

/// A list that is being taken in. Every piece is one transaction with the place it reaches, so that a
/// run that stops anywhere goes on behind its last piece and takes no row twice.
pub(super) struct Run {
    services: Services,
    import: Import,
    feed: Feed,
    /// Rows that were read and not written yet.
    waiting: Vec<ReadRow>,
    tally: Tally,
    position: u32,
    tags: HashMap<String, TagId>,
    pace: Pace,
    told: Option<Instant>,
}

impl Run {
    /// Opens the list of an import where it stands.
    pub async fn open(services: &Services, import: Import) -> Result<Self, ServiceError> {
        let file = import.file.ok_or(Problem::NotFound)?;
        let source = services.files().open(import.company, file).await?;
        let reading = Reading::of(import.format, &import.plan);
        let feed = Feed::open(source, reading, import.plan.clone(), import.position);
        let one_writer = services.db().has_one_writer();
        Ok(Self {
            services: services.clone(),
            feed,
            waiting: Vec::new(),
            tally: Tally::of(&import),
            position: import.position,
            tags: HashMap::new(),
            pace: if one_writer { Pace::SHARED_WRITER } else { Pace::OWN_TRANSACTION },
            told: None,
            import,
        })
    }

    /// Takes the next piece in. `false` when the list is at its end.
    ///
    /// # Errors
    /// `Conflict` when the import was stopped, or another process has gone on with it.
    pub async fn next_piece(&mut self) -> Result<bool, ServiceError> {
        let wanted = self.pace.rows();
        while self.waiting.len() < wanted {
            let Some(batch) = self.feed.next().await else { break };
            self.waiting.extend(batch);
        }
        if self.waiting.is_empty() {
            return Ok(false);
        }
        let rest = self.waiting.split_off(wanted.min(self.waiting.len()));
        let rows = std::mem::replace(&mut self.waiting, rest);
        self.write(rows).await?;
        self.tell_now_and_then();
        Ok(true)
    }

    /// Notes that the list is at its end, or why it could be read no further.
    pub async fn finish(self) -> Result<(), ServiceError> {
        let problem = self.feed.ended().await.err().map(|error| error.problem);
        finish(&self.services, &self.import, problem).await
    }

    async fn write(&mut self, rows: Vec<ReadRow>) -> Result<(), ServiceError> {
        let rows = self.services.refuse_erased(self.import.company, rows).await?;
        let count = rows.len();
        let piece = Piece::of(rows, self.tally.clone(), &self.tags);
        let (to, place) = (piece.to, self.place());
        let work =
            self.services.db().try_write(move |tx| Box::pin(async move { piece.take_in(tx, &place).await }));
        let written = work.await?;
        self.position = to;
        self.tally = written.tally;
        self.tags.extend(written.tags);
        self.pace.learn(count, written.took);
        Ok(())
    }

    fn place(&self) -> Place {
        let now = self.services.now();
        let (ids, company) = (self.services.ids().clone(), self.import.company);
        let by = Writing { ids, company, source: AddressSource::Import, now };
        Place { by, import: self.import.id, from: self.position, lease_until: now + LEASE }
    }

    fn tell_now_and_then(&mut self) {
        if self.told.is_none_or(|told| told.elapsed() >= SILENCE) {
            self.told = Some(Instant::now());
            self.services.tell(self.import.company, Topic::Import(self.import.id));
        }
    }
}

/// Ends an import; its list is deleted a week later.
pub(super) async fn finish(
    services: &Services,
    import: &Import,
    problem: Option<Problem>,
) -> Result<(), ServiceError> {
    let (company, id, file, at) = (import.company, import.id, import.file, services.now());
    let work = services.db().write(move |tx| {
        Box::pin(async move {
            imports::finish(tx, company, id, problem, at).await?;
            if let Some(file) = file {
                files::set_expiry(tx, company, file, at + KEPT).await?;
            }
            Ok(())
        })
    });
    work.await?;
    services.tell(company, Topic::Import(id));
    Ok(())
}
