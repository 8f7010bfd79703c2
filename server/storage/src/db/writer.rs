use std::sync::Arc;
use std::time::Instant;

use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Mutex, Notify, mpsc};
use tokio::task::JoinHandle;

use super::connect;
use super::job::{Answer, BoxedJob, Durability};
use super::options::DbOptions;
use crate::error::StorageError;

/// Writes that may wait in a lane before callers wait to hand theirs over.
const LANE_LENGTH: usize = 1_024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    Engine,
    Ordinary,
}

/// The way to the writer task.
#[derive(Debug, Clone)]
pub(super) struct Writer {
    engine: mpsc::Sender<BoxedJob>,
    ordinary: mpsc::Sender<BoxedJob>,
    stop: Arc<Notify>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub async fn send(&self, lane: Lane, job: BoxedJob) -> Result<(), StorageError> {
        let lane = match lane {
            Lane::Engine => &self.engine,
            Lane::Ordinary => &self.ordinary,
        };
        lane.send(job).await.map_err(|_| StorageError::Closed)
    }

    pub async fn stop(&self) {
        self.stop.notify_one();
        let task = self.task.lock().await.take();
        if let Some(task) = task
            && task.await.is_err()
        {
            tracing::error!("the writer ended badly");
        }
    }
}

#[cfg(feature = "testing")]
impl Writer {
    /// Ends the task wherever it is, as the death of the process would.
    pub async fn kill(&self) {
        if let Some(task) = self.task.lock().await.take() {
            task.abort();
        }
    }
}

/// Opens the writing connection and starts the task that owns it; it ends when all handles are gone.
pub(super) async fn start(url: &str, options: &DbOptions) -> Result<Writer, StorageError> {
    let connection = connect::sqlite_writer(url, options).await?;
    let (engine, engine_jobs) = mpsc::channel(LANE_LENGTH);
    let (ordinary, ordinary_jobs) = mpsc::channel(LANE_LENGTH);
    let stop = Arc::new(Notify::new());
    let lanes = Lanes { engine: engine_jobs, ordinary: ordinary_jobs, stop: Arc::clone(&stop) };
    let (url, options, durability) = (url.to_owned(), options.clone(), Durability::Now);
    let task = tokio::spawn(WriterTask { url, options, connection, durability, lanes }.run());
    Ok(Writer { engine, ordinary, stop, task: Arc::new(Mutex::new(Some(task))) })
}

struct Lanes {
    engine: mpsc::Receiver<BoxedJob>,
    ordinary: mpsc::Receiver<BoxedJob>,
    stop: Arc<Notify>,
}

impl Lanes {
    /// Waits for the first job of a group; `None` when no more can come.
    async fn first(&mut self) -> Option<(Lane, BoxedJob)> {
        loop {
            tokio::select! {
                biased;
                Some(job) = self.engine.recv() => return Some((Lane::Engine, job)),
                Some(job) = self.ordinary.recv() => return Some((Lane::Ordinary, job)),
                () = self.stop.notified() => self.shut(),
                else => return None,
            }
            if self.engine.is_closed() && self.engine.is_empty() && self.ordinary.is_empty() {
                return None;
            }
        }
    }

    fn shut(&mut self) {
        self.engine.close();
        self.ordinary.close();
    }

    fn waiting(&mut self, room: &Room) -> Option<(Lane, BoxedJob)> {
        let engine = if room.is_full() { None } else { self.engine.try_recv().ok() };
        if let Some(job) = engine {
            return Some((Lane::Engine, job));
        }
        if room.is_full() && room.has_ordinary {
            return None;
        }
        self.ordinary.try_recv().ok().map(|job| (Lane::Ordinary, job))
    }
}

/// What a group still takes in: its budget, and always one ordinary job, so that a busy engine does
/// not starve the pages.
struct Room {
    jobs: usize,
    until: Instant,
    has_ordinary: bool,
}

impl Room {
    fn is_full(&self) -> bool {
        self.jobs == 0 || Instant::now() >= self.until
    }

    fn take(&mut self, lane: Lane) {
        self.jobs = self.jobs.saturating_sub(1);
        self.has_ordinary |= lane == Lane::Ordinary;
    }
}

struct WriterTask {
    url: String,
    options: DbOptions,
    connection: DatabaseConnection,
    /// What the connection does at a commit; it is opened to wait for the disk.
    durability: Durability,
    lanes: Lanes,
}

impl WriterTask {
    async fn run(mut self) {
        while let Some((lane, job)) = self.lanes.first().await {
            self.commit_group(lane, job).await;
        }
        if let Err(error) = self.connection.close().await {
            tracing::warn!(%error, "the writing connection did not close cleanly");
        }
    }

    /// A write that need not be on disk goes alone, unless it joins a group of others.
    async fn commit_group(&mut self, lane: Lane, first: BoxedJob) {
        let durability = first.durability();
        match self.make(durability).await {
            Ok(()) => self.commit(lane, first, durability).await,
            Err(error) => first.refuse(error.into()),
        }
    }

    /// Lets the next commit wait for the disk, or not. Nothing is written while that cannot be said: a
    /// caller would be told of a write on disk that is not.
    async fn make(&mut self, durability: Durability) -> Result<(), DbErr> {
        if self.durability != durability {
            let mode = match durability {
                Durability::Now => "PRAGMA synchronous = FULL",
                Durability::Later => "PRAGMA synchronous = NORMAL",
            };
            self.connection.execute_unprepared(mode).await?;
            self.durability = durability;
        }
        Ok(())
    }

    async fn commit(&mut self, lane: Lane, first: BoxedJob, durability: Durability) {
        let tx = match self.begin().await {
            Ok(tx) => tx,
            Err(error) => return first.refuse(error.into()),
        };
        let until = Instant::now() + self.options.group_time;
        let mut room = Room { jobs: self.options.group_jobs, until, has_ordinary: false };
        room.take(lane);
        // The first of a group needs no savepoint: nothing else would be undone with it.
        let finished = first.run(&tx).await;
        if !finished.keep {
            if let Err(error) = tx.rollback().await {
                self.reopen(&error.into()).await;
            }
            return (finished.answer)(Ok(()));
        }
        let mut answers = vec![finished.answer];
        let filled = match durability {
            Durability::Now => self.fill(&tx, room, &mut answers).await,
            Durability::Later => Ok(()),
        };
        let result = match filled {
            Ok(()) => tx.commit().await.map_err(StorageError::from),
            Err(error) => self.abandon(tx, error).await,
        };
        for answer in answers {
            answer(result.clone());
        }
    }

    async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let mode = Some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode: mode, ..Default::default() };
        self.connection.begin_with_options(options).await
    }

    /// Runs the jobs that wait behind the first one. An error here means that the transaction itself is
    /// lost.
    async fn fill(
        &mut self,
        tx: &DatabaseTransaction,
        mut room: Room,
        answers: &mut Vec<Answer>,
    ) -> Result<(), StorageError> {
        while let Some((lane, job)) = self.lanes.waiting(&room) {
            room.take(lane);
            run_in_savepoint(tx, job, answers).await?;
        }
        Ok(())
    }

    /// After a full disk or the like SQLite has rolled the whole transaction back by itself and the
    /// driver no longer knows where it stands: start again with a new connection.
    async fn abandon(&mut self, tx: DatabaseTransaction, error: StorageError) -> Result<(), StorageError> {
        drop(tx);
        self.reopen(&error).await;
        Err(error)
    }

    async fn reopen(&mut self, error: &StorageError) {
        tracing::error!(%error, "a group of writes was lost");
        match connect::sqlite_writer(&self.url, &self.options).await {
            Ok(fresh) => {
                drop(std::mem::replace(&mut self.connection, fresh).close().await);
                self.durability = Durability::Now;
            }
            Err(error) => tracing::error!(%error, "the database cannot be opened again"),
        }
    }
}

/// Runs one job so that its failure undoes nothing but itself.
async fn run_in_savepoint(
    tx: &DatabaseTransaction,
    job: BoxedJob,
    answers: &mut Vec<Answer>,
) -> Result<(), StorageError> {
    let savepoint = match tx.begin().await {
        Ok(savepoint) => savepoint,
        Err(error) => {
            job.refuse(error.clone().into());
            return Err(error.into());
        }
    };
    let finished = job.run(&savepoint).await;
    answers.push(finished.answer);
    let closed = if finished.keep { savepoint.commit().await } else { savepoint.rollback().await };
    closed.map_err(StorageError::from)
}
