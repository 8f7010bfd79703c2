use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::failure::Problem;
use domain::id::{CompanyId, FileId, ID_EPOCH_MS, decode, encode};
use domain::time::Timestamp;
use futures::{Stream, StreamExt};
use storage::Db;
use storage::clock::Clock;
use storage::files::{self, FileRecord};
use storage::ids::Ids;

use super::chunks::{HEADER, Header, SALT};
use super::reader::SealedFile;
use super::writer::SealedWriter;
use super::{FilesError, disk};
use crate::error::ServiceError;
use crate::secrets::{KeyScope, SecretLabel, SecretPlace, Vault, random_bytes};

const LABEL: SecretLabel = SecretLabel::new("file.content.v1");

/// A file without a row this long after it was made belongs to an upload that broke off.
const ORPHAN: Duration = Duration::from_secs(3_600);

/// Where files lie and how much of them a company may have.
#[derive(Debug, Clone)]
pub struct FilesConfig {
    /// Made when missing.
    pub folder: PathBuf,
    /// Bytes of one company.
    pub quota: u64,
}

impl FilesConfig {
    /// One gigabyte for each company.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), quota: 1 << 30 }
    }
}

/// A file that is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredFile {
    pub id: FileId,
    /// Plain bytes.
    pub size: u64,
}

/// The files of all companies, each encrypted with its company's key.
#[derive(Debug, Clone)]
pub(crate) struct Files {
    config: FilesConfig,
    db: Db,
    ids: Ids,
    clock: Arc<dyn Clock>,
    vault: Vault,
}

impl Files {
    pub fn new(config: FilesConfig, db: Db, ids: Ids, clock: Arc<dyn Clock>, vault: Vault) -> Self {
        Self { config, db, ids, clock, vault }
    }

    /// Keeps what a stream brings, of which one chunk is in memory, until `lives` have passed.
    ///
    /// # Errors
    /// `TooLarge` beyond `most` bytes, `LimitReached` beyond the company's quota, the
    /// problem of a stream that breaks off. Nothing is kept then.
    pub async fn keep(
        &self,
        company: CompanyId,
        content: impl Stream<Item = Result<Bytes, Problem>> + Send,
        most: u64,
        lives: Duration,
    ) -> Result<StoredFile, ServiceError> {
        let used = files::used(self.db.read(), company).await?;
        let room = self.config.quota.saturating_sub(used);
        let id = FileId::from_i64(self.ids.next_id());
        let path = self.path(company, id);
        let kept = async {
            let size = self.write(company, id, content, most, room).await?;
            let now = self.clock.now();
            let record = FileRecord { id, company, size, created_at: now, expires_at: Some(now + lives) };
            let work = self.db.write(move |tx| Box::pin(async move { Ok(files::insert(tx, record).await?) }));
            work.await?;
            Ok(StoredFile { id, size })
        };
        let kept = kept.await;
        if kept.is_err() {
            disk::remove(&path).await.map_err(FilesError::from)?;
        }
        kept
    }

    async fn write(
        &self,
        company: CompanyId,
        id: FileId,
        content: impl Stream<Item = Result<Bytes, Problem>> + Send,
        most: u64,
        room: u64,
    ) -> Result<u64, ServiceError> {
        let salt = *random_bytes::<SALT>()?;
        let (key_version, key) = self.vault.new_file_key(&place(company, id), &salt).await?;
        let header = Header { key_version, salt };
        let mut writer = SealedWriter::create(&self.path(company, id), header, &key).await?;
        let mut content = std::pin::pin!(content);
        while let Some(piece) = content.next().await {
            writer.write(&piece?).await?;
            if writer.size() > most {
                return Err(Problem::TooLarge.into());
            }
            if writer.size() > room {
                return Err(Problem::LimitReached.into());
            }
        }
        Ok(writer.finish().await?)
    }

    /// Where they lie; what is made here without a name is gone with the process.
    pub fn folder(&self) -> PathBuf {
        self.config.folder.clone()
    }

    /// Opens a kept file for reading; `NotFound` once it was deleted.
    pub async fn open(&self, company: CompanyId, id: FileId) -> Result<SealedFile, ServiceError> {
        let path = self.path(company, id);
        let mut file = match std::fs::File::open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Problem::NotFound.into());
            }
            other => other.map_err(FilesError::from)?,
        };
        let mut bytes = [0; HEADER];
        file.read_exact(&mut bytes).map_err(FilesError::from)?;
        let header = Header::from_bytes(&bytes)?;
        let key = self.vault.file_key(&place(company, id), header.key_version, &header.salt).await?;
        Ok(SealedFile::open(file, &key)?)
    }

    /// Deletes a file; one that is gone already is fine.
    pub async fn delete(&self, company: CompanyId, id: FileId) -> Result<(), ServiceError> {
        disk::remove(&self.path(company, id)).await.map_err(FilesError::from)?;
        let work = self
            .db
            .write(move |tx| Box::pin(async move { Ok(files::delete(tx, company, &[id]).await.map(drop)?) }));
        Ok(work.await?)
    }

    /// Deletes what broken-off uploads left behind.
    pub async fn purge_orphans(&self) -> Result<u64, ServiceError> {
        let mut gone = 0;
        for path in disk::list(&self.config.folder).await.map_err(FilesError::from)? {
            let id = path.file_name().and_then(|name| name.to_str()).and_then(|name| decode(name).ok());
            let Some(id) = id.filter(|id| made_at(*id) + ORPHAN < self.clock.now()) else { continue };
            if !files::exists(self.db.read(), FileId::from_i64(id)).await? {
                disk::remove(&path).await.map_err(FilesError::from)?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    fn path(&self, company: CompanyId, id: FileId) -> PathBuf {
        self.config.folder.join(path_below(company, id))
    }
}

/// Where a file lies below the folder of all files.
pub(crate) fn path_below(company: CompanyId, id: FileId) -> PathBuf {
    PathBuf::from(encode(company.as_i64())).join(encode(id.as_i64()))
}

fn place(company: CompanyId, id: FileId) -> SecretPlace {
    SecretPlace::new(KeyScope::Company(company), LABEL, id.as_i64())
}

/// When an id was made; it holds the moment in its upper bits.
fn made_at(id: i64) -> Timestamp {
    Timestamp::from_micros(((id >> 22) + ID_EPOCH_MS) * 1_000)
}
