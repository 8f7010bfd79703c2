use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use zeroize::Zeroizing;

use super::FilesError;
use super::chunks::{Chunks, HEADER, PLAIN, TAG};

const SEALED: usize = PLAIN + TAG;

/// A kept file, read back: `Read` and `Seek` over its plain bytes, of which one chunk of 64 KiB is in
/// memory. Blocks, so use it on a thread that may.
pub struct SealedFile {
    file: File,
    chunks: Chunks,
    /// Plain bytes in all.
    size: u64,
    position: u64,
    /// The chunk that is in memory, and its number.
    chunk: Vec<u8>,
    loaded: Option<u32>,
}

impl SealedFile {
    pub(super) fn open(file: File, key: &Zeroizing<[u8; 32]>) -> Result<Self, FilesError> {
        let sealed = file.metadata()?.len().saturating_sub(HEADER as u64);
        let count = sealed.div_ceil(SEALED as u64);
        let size = sealed.checked_sub(count * TAG as u64).filter(|_| count > 0);
        let size = size.ok_or(FilesError::NotAuthentic)?;
        let chunk = Vec::with_capacity(SEALED);
        Ok(Self { file, chunks: Chunks::new(key), size, position: 0, chunk, loaded: None })
    }

    /// Plain bytes in all.
    pub const fn size(&self) -> u64 {
        self.size
    }

    fn load(&mut self, place: u32) -> io::Result<()> {
        if self.loaded == Some(place) {
            return Ok(());
        }
        self.loaded = None;
        let start = HEADER as u64 + u64::from(place) * SEALED as u64;
        self.file.seek(SeekFrom::Start(start))?;
        self.chunk.clear();
        (&mut self.file).take(SEALED as u64).read_to_end(&mut self.chunk)?;
        let is_last = (u64::from(place) + 1) * PLAIN as u64 >= self.size;
        self.chunks.open(place, is_last, &mut self.chunk).map_err(io::Error::other)?;
        self.loaded = Some(place);
        Ok(())
    }
}

impl Read for SealedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.size || buffer.is_empty() {
            return Ok(0);
        }
        let place = u32::try_from(self.position / PLAIN as u64).map_err(io::Error::other)?;
        self.load(place)?;
        let within = usize::try_from(self.position % PLAIN as u64).map_err(io::Error::other)?;
        let rest = self.chunk.get(within..).unwrap_or_default();
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.position += taken as u64;
        Ok(taken)
    }
}

impl Seek for SealedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}

impl std::fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SealedFile({} bytes)", self.size)
    }
}
