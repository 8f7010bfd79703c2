use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::SecretsError;
use super::sealing::random_bytes;

/// The published key of the demo mode; refused everywhere else.
pub(super) const DEMO_KEY: [u8; 32] = *b"demo mode only, never real data!";

/// The name of a master key, written beside everything it wrapped: letters, digits, `-` and `_`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyId(String);

impl KeyId {
    fn parse(text: &str) -> Result<Self, SecretsError> {
        let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        let good = (1..=32).contains(&text.len()) && text.chars().all(plain);
        if good { Ok(Self(text.to_owned())) } else { Err(SecretsError::KeyUnreadable) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for KeyId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One master key.
#[derive(Clone)]
pub struct MasterKey {
    id: KeyId,
    key: Zeroizing<[u8; 32]>,
}

impl MasterKey {
    pub const fn id(&self) -> &KeyId {
        &self.id
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.key
    }

    /// A key that stands in sources or has one byte repeated is no secret.
    fn is_public(&self) -> bool {
        *self.key == DEMO_KEY || self.key.windows(2).all(|pair| pair[0] == pair[1])
    }

    fn parse(line: &str) -> Result<Self, SecretsError> {
        let (id, text) = line.split_once(':').ok_or(SecretsError::KeyUnreadable)?;
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| SecretsError::KeyUnreadable)?);
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return Err(SecretsError::KeyUnreadable);
        }
        key.copy_from_slice(&bytes);
        Ok(Self { id: KeyId::parse(id.trim())?, key })
    }
}

/// All master keys of the installation. The first one is active: it wraps whatever is new; the others
/// only open what they wrapped before.
#[derive(Clone)]
pub struct MasterKeys {
    active: MasterKey,
    older: Vec<MasterKey>,
}

impl MasterKeys {
    /// A fresh key with a random name.
    ///
    /// # Errors
    /// [`SecretsError::NoRandom`].
    pub fn generate() -> Result<Self, SecretsError> {
        let name = random_bytes::<4>()?.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        Ok(Self::of(MasterKey { id: KeyId(format!("k{name}")), key: random_bytes()? }))
    }

    /// The published key of the demo mode.
    pub fn demo() -> Self {
        Self::of(MasterKey { id: KeyId("demo".to_owned()), key: Zeroizing::new(DEMO_KEY) })
    }

    const fn of(active: MasterKey) -> Self {
        Self { active, older: Vec::new() }
    }

    /// Reads `id:base64` lines (or one line with commas); `#` begins a comment; the first is active.
    ///
    /// # Errors
    /// [`SecretsError::KeyUnreadable`] for a bad line, no key at all or a name used twice,
    /// [`SecretsError::KeyIsPublic`] for a key that everybody knows.
    pub fn parse(text: &SecretString) -> Result<Self, SecretsError> {
        let lines = text.expose_secret().lines().map(|line| line.split('#').next().unwrap_or_default());
        let parts = lines.flat_map(|line| line.split(',')).map(str::trim).filter(|part| !part.is_empty());
        let mut keys = parts.map(MasterKey::parse).collect::<Result<Vec<_>, _>>()?;
        if keys.iter().any(MasterKey::is_public) {
            return Err(SecretsError::KeyIsPublic);
        }
        if keys.is_empty() || has_double(&keys) {
            return Err(SecretsError::KeyUnreadable);
        }
        let active = keys.remove(0);
        Ok(Self { active, older: keys })
    }

    /// The text of a key file, for the file that a first run writes.
    pub(crate) fn to_text(&self) -> SecretString {
        let mut text =
            "# Master keys: the first line is active. Keep a copy apart from the backups.\n".to_owned();
        for key in std::iter::once(&self.active).chain(&self.older) {
            text.push_str(&format!("{}:{}\n", key.id, STANDARD.encode(key.bytes())));
        }
        SecretString::from(text)
    }

    pub const fn active(&self) -> &MasterKey {
        &self.active
    }

    /// What they are called, the active one first.
    pub(crate) fn names(&self) -> Vec<String> {
        std::iter::once(&self.active).chain(&self.older).map(|key| key.id.to_string()).collect()
    }

    pub(super) fn named(&self, id: &str) -> Result<&MasterKey, SecretsError> {
        let mut all = std::iter::once(&self.active).chain(&self.older);
        match all.find(|key| key.id.as_str() == id) {
            Some(key) => Ok(key),
            None => Err(SecretsError::KeyUnknown(KeyId(id.to_owned()))),
        }
    }

    /// These keys, with others behind them that only open.
    #[cfg(test)]
    pub(crate) fn followed_by(mut self, others: Self) -> Self {
        self.older.push(others.active);
        self.older.extend(others.older);
        self
    }
}

fn has_double(keys: &[MasterKey]) -> bool {
    keys.iter().enumerate().any(|(at, key)| keys[at + 1..].iter().any(|other| other.id == key.id))
}

impl std::fmt::Debug for MasterKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKeys(active {}, {} older)", self.active.id, self.older.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<MasterKeys, SecretsError> {
        MasterKeys::parse(&SecretString::from(text))
    }

    #[test]
    fn reads_back_what_it_writes() -> Result<(), SecretsError> {
        let keys = MasterKeys::generate()?.followed_by(MasterKeys::generate()?);
        let back = MasterKeys::parse(&keys.to_text())?;
        assert_eq!(back.active().id(), keys.active().id());
        assert_eq!(back.active().bytes(), keys.active().bytes());
        assert_eq!(back.older.len(), 1);
        Ok(())
    }

    #[test]
    fn refuses_keys_that_everybody_knows() {
        for bytes in [DEMO_KEY, [0; 32], [b'a'; 32]] {
            let text = format!("k1:{}", STANDARD.encode(bytes));
            assert!(matches!(parse(&text), Err(SecretsError::KeyIsPublic)));
        }
    }

    #[test]
    fn refuses_what_is_no_key() -> Result<(), SecretsError> {
        let good = STANDARD.encode(*random_bytes::<32>()?);
        let bad =
            ["", "# nothing", "k1", "k1:AAAA", "k 1:AAAA", &format!("bad id:{good}")].map(str::to_owned);
        let double = format!("k1:{good},k1:{good}");
        for text in bad.iter().chain([&double]) {
            assert!(matches!(parse(text), Err(SecretsError::KeyUnreadable)), "{text}");
        }
        Ok(())
    }

    #[test]
    fn prints_no_key() {
        assert_eq!(format!("{:?}", MasterKeys::demo()), "MasterKeys(active demo, 0 older)");
    }
}
