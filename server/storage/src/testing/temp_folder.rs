use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder of one test; dropping it removes the folder. It is made by whoever writes into it.
#[derive(Debug)]
pub struct TempFolder(PathBuf);

impl TempFolder {
    #[must_use]
    pub fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("messaging-test-{}-{number}-files", std::process::id());
        let folder = Self(std::env::temp_dir().join(name));
        // A killed process with the same number may have left one.
        folder.remove();
        folder
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    fn remove(&self) {
        // Most tests make none, and a left-over in the temporary folder harms nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Default for TempFolder {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        self.remove();
    }
}
