use std::fs::{DirBuilder, OpenOptions};
use std::path::Path;

/// Options for a new file; its folder decides who may read it.
pub(crate) fn owner_only() -> OpenOptions {
    OpenOptions::new()
}

/// Makes folders; the one above them decides who may enter.
pub(crate) fn owner_only_folders() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    builder
}

pub(super) fn warn_if_readable_by_others(_path: &Path) {}
