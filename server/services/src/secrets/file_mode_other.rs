use std::fs::OpenOptions;
use std::path::Path;

/// Systems without Unix modes protect the file by the rights of its folder.
pub(super) fn owner_only() -> OpenOptions {
    OpenOptions::new()
}

pub(super) const fn warn_if_readable_by_others(_path: &Path) {}
