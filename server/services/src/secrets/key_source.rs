use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::file_mode::{owner_only, warn_if_readable_by_others};
use super::{MasterKeys, SecretsError};

/// Where the master keys come from.
#[derive(Debug, Clone)]
pub enum KeySource {
    /// The text itself, from an environment variable.
    Text(SecretString),
    /// A file; a first run creates it.
    File(PathBuf),
    /// The published key: for a demo without real data.
    Demo,
}

/// The master keys, and the file that was just made for them, so that the start-up can say where.
#[derive(Debug)]
pub struct LoadedKeys {
    pub keys: MasterKeys,
    pub created: Option<PathBuf>,
}

impl KeySource {
    /// Reads the keys. `first_run` says that nothing has been sealed yet, so that a missing file may be
    /// made (mode 0600); later a missing file is refused, because a fresh key would open nothing.
    ///
    /// # Errors
    /// The `Key…` and `File` kinds of [`SecretsError`].
    pub fn load(&self, first_run: bool) -> Result<LoadedKeys, SecretsError> {
        match self {
            Self::Text(text) => Ok(LoadedKeys { keys: MasterKeys::parse(text)?, created: None }),
            Self::Demo => Ok(LoadedKeys { keys: MasterKeys::demo(), created: None }),
            Self::File(path) => load_file(path, first_run),
        }
    }
}

fn load_file(path: &Path, first_run: bool) -> Result<LoadedKeys, SecretsError> {
    match fs::read_to_string(path) {
        Ok(text) => {
            warn_if_readable_by_others(path);
            let text = SecretString::from(text);
            Ok(LoadedKeys { keys: MasterKeys::parse(&text)?, created: None })
        }
        Err(error) if error.kind() == ErrorKind::NotFound && first_run => create_file(path),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(SecretsError::KeyMissing(path.to_owned())),
        Err(cause) => Err(SecretsError::File { path: path.to_owned(), cause }),
    }
}

fn create_file(path: &Path) -> Result<LoadedKeys, SecretsError> {
    let keys = MasterKeys::generate()?;
    write_once(path, &keys.to_text()).map_err(|cause| SecretsError::File { path: path.to_owned(), cause })?;
    Ok(LoadedKeys { keys, created: Some(path.to_owned()) })
}

/// On disk, name included, before anything is sealed by it.
fn write_once(path: &Path, text: &SecretString) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::create_dir_all(folder)?;
    }
    let mut file = owner_only().write(true).create_new(true).open(path)?;
    let bytes = Zeroizing::new(text.expose_secret().as_bytes().to_vec());
    file.write_all(&bytes)?;
    file.sync_all()?;
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> std::io::Result<Self> {
            let path = std::env::temp_dir().join(format!("keys-{name}-{}", std::process::id()));
            fs::create_dir_all(&path)?;
            Ok(Self(path))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_first_run_makes_the_file_and_the_next_reads_it() -> Result<(), Box<dyn std::error::Error>> {
        let folder = Folder::new("first")?;
        let source = KeySource::File(folder.0.join("deep/master.key"));
        let made = source.load(true)?;
        assert_eq!(made.created, Some(folder.0.join("deep/master.key")));
        let read = source.load(false)?;
        assert_eq!(read.created, None);
        assert_eq!(read.keys.active().id(), made.keys.active().id());
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_may_read_the_file() -> Result<(), Box<dyn std::error::Error>> {
        use std::os::unix::fs::PermissionsExt;
        let folder = Folder::new("mode")?;
        let path = folder.0.join("master.key");
        KeySource::File(path.clone()).load(true)?;
        assert_eq!(fs::metadata(path)?.permissions().mode() & 0o777, 0o600);
        Ok(())
    }

    #[test]
    fn refuses_a_missing_file_once_something_is_sealed() -> Result<(), Box<dyn std::error::Error>> {
        let folder = Folder::new("missing")?;
        let path = folder.0.join("master.key");
        let refused = KeySource::File(path.clone()).load(false);
        assert!(matches!(refused, Err(SecretsError::KeyMissing(_))));
        assert!(!path.exists());
        Ok(())
    }

    #[test]
    fn the_demo_key_is_refused_from_a_file() {
        let text = MasterKeys::demo().to_text();
        assert!(matches!(KeySource::Text(text).load(true), Err(SecretsError::KeyIsPublic)));
        assert!(KeySource::Demo.load(true).is_ok());
    }
}
