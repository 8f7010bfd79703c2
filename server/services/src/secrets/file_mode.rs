use std::fs::{self, DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// Options for a file that only its owner may read and write.
pub(crate) fn owner_only() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

/// Makes folders that only their owner may enter.
pub(crate) fn owner_only_folders() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

/// A warning, not a refusal: mounted secrets of container systems are often readable by all.
pub(super) fn warn_if_readable_by_others(path: &Path) {
    let open = fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o077 != 0);
    if open {
        tracing::warn!(path = %path.display(), "the master key file is readable by others: chmod 600");
    }
}
