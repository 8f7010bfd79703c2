//! Taking contacts in from a list: the file, what its columns hold, progress, result.

pub mod api;
mod columns;
mod import_page;
mod labels;
mod mapping;
mod preview;
mod progress;
mod result;
mod upload_page;

pub use import_page::ImportPage;
pub use upload_page::UploadPage;
