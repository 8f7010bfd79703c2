use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbBackend, Statement,
    TransactionTrait as _,
};
use tokio::sync::oneshot;

use super::connect;
use super::job::{BoxedJob, Durability, WriteJob};
use super::options::DbOptions;
use super::writer::{self, Lane, Writer};
use crate::error::StorageError;
use crate::metrics::WriteMetrics;

/// What a write returns: `Box::pin(async move { … })` over the transaction it was given.
pub type Work<'t, T, E = StorageError> = Pin<Box<dyn Future<Output = Result<T, E>> + Send + 't>>;

/// A database; clones share it.
///
/// Reads go to a pool. On SQLite all writes go through one writer that commits many of them at once;
/// on PostgreSQL each write is a transaction of its own.
#[derive(Debug, Clone)]
pub struct Db {
    reads: DatabaseConnection,
    /// `None` on PostgreSQL.
    writer: Option<Writer>,
    metrics: WriteMetrics,
}

impl Db {
    /// Opens `sqlite:path` (made when missing) or `postgres://…`; the schema must be there already.
    ///
    /// # Errors
    /// [`StorageError::Address`] for another kind of address, else what the database says.
    pub async fn open(url: &str, options: DbOptions) -> Result<Self, StorageError> {
        let metrics = WriteMetrics::default();
        if connect::backend_of(url)? == DbBackend::Postgres {
            return Ok(Self { reads: connect::postgres(url, &options).await?, writer: None, metrics });
        }
        // The writer comes first: it makes the file and turns the WAL on.
        let writer = writer::start(url, &options).await?;
        Ok(Self { reads: connect::sqlite_readers(url, &options).await?, writer: Some(writer), metrics })
    }

    /// For queries. On SQLite these connections refuse to write.
    #[must_use]
    pub const fn read(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Lets a monitor see how long writes wait.
    pub fn register_metrics(&self, registry: &mut Registry) {
        self.metrics.register(registry);
    }

    /// Whether every write waits for the one before it.
    #[must_use]
    pub const fn has_one_writer(&self) -> bool {
        self.writer.is_some()
    }

    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.reads.get_database_backend()
    }

    /// The bytes that the database takes, without its log.
    ///
    /// # Errors
    /// What the database says.
    pub async fn bytes(&self) -> Result<u64, StorageError> {
        let sql = match self.backend() {
            DbBackend::Sqlite => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            _ => "SELECT pg_database_size(current_database())",
        };
        let row = self.reads.query_one_raw(Statement::from_string(self.backend(), sql)).await?;
        let row = row.ok_or(StorageError::NotFound("size"))?;
        Ok(row.try_get_by_index::<i64>(0)?.unsigned_abs())
    }

    /// Runs `work` in a transaction and returns once it is on disk. An error rolls back this work only.
    ///
    /// On SQLite every other write waits meanwhile: keep it within 5 ms and never wait for anything
    /// but the transaction in it. A caller that goes away does not stop the work.
    ///
    /// # Errors
    /// The error of `work`, or why the commit failed; nothing is written then.
    pub async fn write<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T> + Send + 'static,
    {
        self.write_in(Lane::Ordinary, Durability::Now, work).await
    }

    /// [`Db::write`] for work with an error of its own, which rolls it back as well.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn try_write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E> + Send + 'static,
    {
        self.write_in(Lane::Ordinary, Durability::Now, work).await
    }

    /// [`Db::write`] ahead of all ordinary ones: for the message engine.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_engine<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T> + Send + 'static,
    {
        self.write_in(Lane::Engine, Durability::Now, work).await
    }

    /// [`Db::write_engine`] without waiting for the disk: on it no later than any later write. Until then a
    /// power failure undoes it, so it is for what may be undone.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub async fn write_engine_lazily<T, F>(&self, work: F) -> Result<T, StorageError>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T> + Send + 'static,
    {
        self.write_in(Lane::Engine, Durability::Later, work).await
    }

    /// Finishes the writes that wait, refuses later ones and closes all connections.
    pub async fn close(&self) {
        if let Some(writer) = &self.writer {
            writer.stop().await;
        }
        if let Err(error) = self.reads.close_by_ref().await {
            tracing::warn!(%error, "a database connection did not close cleanly");
        }
    }

    /// Ends the writer in the middle of whatever it does, for tests of what comes after a crash.
    #[cfg(feature = "testing")]
    pub(crate) async fn kill(&self) {
        if let Some(writer) = &self.writer {
            writer.kill().await;
        }
    }

    async fn write_in<T, E, F>(&self, lane: Lane, durability: Durability, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E> + Send + 'static,
    {
        let work = timed(self.metrics.of(lane), work);
        let Some(writer) = &self.writer else { return self.write_alone(durability, work).await };
        let (reply, answer) = oneshot::channel();
        let job: BoxedJob = Box::new(WriteJob { work, durability, reply });
        writer.send(lane, job).await?;
        answer.await.unwrap_or_else(|_| Err(StorageError::Closed.into()))
    }

    async fn write_alone<T, E, F>(&self, durability: Durability, work: F) -> Result<T, E>
    where
        E: From<StorageError>,
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E>,
    {
        let tx = self.reads.begin().await.map_err(StorageError::from)?;
        if durability == Durability::Later {
            let lazily = tx.execute_unprepared("SET LOCAL synchronous_commit = off");
            lazily.await.map_err(StorageError::from)?;
        }
        // Dropping the transaction on an error rolls it back.
        let result = work(&tx).await?;
        tx.commit().await.map_err(StorageError::from)?;
        Ok(result)
    }
}

/// Work that notes how long it waited until it began.
fn timed<T, E>(
    waits: Histogram,
    work: impl for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E> + Send + 'static,
) -> impl for<'t> FnOnce(&'t DatabaseTransaction) -> Work<'t, T, E> + Send + 'static {
    let handed_over = Instant::now();
    move |tx| {
        waits.observe(handed_over.elapsed().as_secs_f64());
        work(tx)
    }
}
