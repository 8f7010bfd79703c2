use std::path::Path;

use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use zeroize::Zeroizing;

use super::FilesError;
use super::chunks::{Chunks, Header, PLAIN, TAG};

/// Encrypts what it is given, chunk by chunk.
pub(super) struct SealedWriter {
    file: File,
    chunks: Chunks,
    /// Plain bytes of the chunk that is being filled.
    chunk: Vec<u8>,
    place: u32,
    size: u64,
}

impl SealedWriter {
    pub async fn create(path: &Path, header: Header, key: &Zeroizing<[u8; 32]>) -> Result<Self, FilesError> {
        let mut file = super::disk::create(path).await?;
        file.write_all(&header.to_bytes()).await?;
        let chunk = Vec::with_capacity(PLAIN + TAG);
        Ok(Self { file, chunks: Chunks::new(key), chunk, place: 0, size: 0 })
    }

    /// Plain bytes so far.
    pub const fn size(&self) -> u64 {
        self.size
    }

    pub async fn write(&mut self, mut bytes: &[u8]) -> Result<(), FilesError> {
        self.size += bytes.len() as u64;
        while !bytes.is_empty() {
            // A full chunk leaves only when more follows: the last one is sealed as the last.
            if self.chunk.len() == PLAIN {
                self.leave(false).await?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(PLAIN - self.chunk.len()));
            self.chunk.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    /// Writes the last chunk and waits until all is on disk.
    pub async fn finish(mut self) -> Result<u64, FilesError> {
        self.leave(true).await?;
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(self.size)
    }

    async fn leave(&mut self, is_last: bool) -> Result<(), FilesError> {
        self.chunks.seal(self.place, is_last, &mut self.chunk)?;
        self.file.write_all(&self.chunk).await?;
        self.chunk.clear();
        self.place = self.place.checked_add(1).ok_or(FilesError::NotAuthentic)?;
        Ok(())
    }
}
