use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient, scrypt, x25519};
use secrecy::{ExposeSecret, SecretString};

use super::BackupError;

/// The cost of a passphrase, as a power of two: 64 MiB and about a third of a second.
const WORK: u8 = 16;
/// The dearest passphrase that is tried.
const MOST_WORK: u8 = 20;
/// How a file begins that age has encrypted.
const SIGN: &[u8] = b"age-encryption.org/";
/// How one begins that zstd has compressed (RFC 8878, 3.1.1).
const COMPRESSED: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// How a backup is encrypted.
#[derive(Clone, Default)]
pub enum Lock {
    #[default]
    Open,
    Passphrase(SecretString),
    /// Whoever has the identity of one of these opens it; this machine need not.
    Recipients(Vec<x25519::Recipient>),
}

/// What opens a backup.
#[derive(Clone, Default)]
pub struct Unlock {
    pub passphrase: Option<SecretString>,
    pub identities: Vec<x25519::Identity>,
}

impl Lock {
    /// Reads recipients, separated by commas or spaces.
    ///
    /// # Errors
    /// [`BackupError::Recipient`].
    pub fn for_recipients(text: &str) -> Result<Self, BackupError> {
        let parts = text.split([',', ' ', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let recipients = parts.map(|part| part.parse().map_err(|_| BackupError::Recipient));
        let recipients = recipients.collect::<Result<Vec<_>, _>>()?;
        if recipients.is_empty() { Err(BackupError::Recipient) } else { Ok(Self::Recipients(recipients)) }
    }

    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open)
    }

    /// What this machine itself can open the backup with.
    pub fn own_unlock(&self) -> Option<Unlock> {
        match self {
            Self::Open => Some(Unlock::default()),
            Self::Passphrase(passphrase) => {
                Some(Unlock { passphrase: Some(passphrase.clone()), ..Unlock::default() })
            }
            Self::Recipients(_) => None,
        }
    }

    pub(super) fn wrap(&self, file: File) -> Result<Sealing, BackupError> {
        let file = BufWriter::new(file);
        let encryptor = match self {
            Self::Open => return Ok(Sealing::Open(file)),
            Self::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(std::iter::once(&recipient as &dyn Recipient))
            }
            Self::Recipients(recipients) => {
                Encryptor::with_recipients(recipients.iter().map(|recipient| recipient as &dyn Recipient))
            }
        };
        let encryptor = encryptor.map_err(|_| BackupError::Recipient)?;
        Ok(Sealing::Sealed(Box::new(encryptor.wrap_output(file)?)))
    }
}

/// Where the bytes of a new backup go.
pub(super) enum Sealing {
    Open(BufWriter<File>),
    Sealed(Box<age::stream::StreamWriter<BufWriter<File>>>),
}

impl Sealing {
    /// Writes the rest, and waits until all is on disk.
    pub fn finish(self) -> io::Result<()> {
        let mut file = match self {
            Self::Open(file) => file,
            Self::Sealed(sealed) => sealed.finish()?,
        };
        file.flush()?;
        file.get_ref().sync_all()
    }
}

impl Write for Sealing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Open(file) => file.write(bytes),
            Self::Sealed(sealed) => sealed.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Open(file) => file.flush(),
            Self::Sealed(sealed) => sealed.flush(),
        }
    }
}

impl Unlock {
    /// Adds the identities of a file that `age-keygen` wrote: a line each, comments begin with `#`.
    ///
    /// # Errors
    /// [`BackupError::Identity`]; the file.
    pub fn with_identities(mut self, file: &Path) -> Result<Self, BackupError> {
        let text = SecretString::from(std::fs::read_to_string(file)?);
        let lines = text.expose_secret().lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            self.identities.push(line.parse().map_err(|_| BackupError::Identity)?);
        }
        if self.identities.is_empty() { Err(BackupError::Identity) } else { Ok(self) }
    }

    pub(super) fn open(&self, path: &Path) -> Result<Box<dyn Read>, BackupError> {
        let mut file = BufReader::new(File::open(path)?);
        let begins = file.fill_buf()?;
        if begins.starts_with(COMPRESSED) {
            return Ok(Box::new(file));
        }
        if !begins.starts_with(SIGN) {
            return Err(BackupError::NoBackup);
        }
        let decryptor = Decryptor::new_buffered(file).map_err(|error| said(&error))?;
        if decryptor.is_scrypt() {
            let passphrase = self.passphrase.clone().ok_or(BackupError::Locked)?;
            let mut identity = scrypt::Identity::new(passphrase);
            identity.set_max_work_factor(MOST_WORK);
            let opened = decryptor.decrypt(std::iter::once(&identity as &dyn Identity));
            return Ok(Box::new(opened.map_err(|error| said(&error))?));
        }
        if self.identities.is_empty() {
            return Err(BackupError::Locked);
        }
        let opened = decryptor.decrypt(self.identities.iter().map(|identity| identity as &dyn Identity));
        Ok(Box::new(opened.map_err(|error| said(&error))?))
    }
}

const fn said(error: &DecryptError) -> BackupError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
            BackupError::WrongKey
        }
        _ => BackupError::Damaged,
    }
}

impl std::fmt::Debug for Lock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Open => "Open",
            Self::Passphrase(_) => "Passphrase",
            Self::Recipients(_) => "Recipients",
        })
    }
}

impl std::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Unlock")
    }
}
