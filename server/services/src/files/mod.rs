//! Uploaded and generated files: encrypted with the company's key, in the operator's folder.

mod chunks;
mod disk;
mod reader;
mod store;
mod writer;

pub use reader::SealedFile;
pub use store::{FilesConfig, StoredFile};

pub(crate) use store::{Files, path_below};

#[cfg(test)]
mod tests;

/// Why a file could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("the file {0}")]
    Disk(#[from] std::io::Error),
    #[error("a kept file does not open: it was changed, cut, or moved from another place")]
    NotAuthentic,
}
