use serde::{Deserialize, Serialize};

/// The master keys, and how many of the keys that seal each of them wraps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealingKeysView {
    /// The active one first, then the others of the configuration, then those that are missing in it.
    pub masters: Vec<MasterKeyRow>,
}

/// One master key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MasterKeyRow {
    /// Its name in the key file; never the key.
    pub name: String,
    /// Whether it wraps whatever is new.
    pub is_active: bool,
    /// Whether this process has it.
    pub is_loaded: bool,
    /// The keys that it wraps.
    pub keys: u64,
}

impl SealingKeysView {
    /// How many keys are still to be wrapped by the active master key.
    pub fn waiting(&self) -> u64 {
        self.masters.iter().filter(|master| !master.is_active).map(|master| master.keys).sum()
    }
}
