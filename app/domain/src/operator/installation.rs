use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::message::Channel;
use crate::time::Timestamp;

coded_enum! {
    /// Where an installation keeps its rows.
    DatabaseKind {
        Sqlite = 1 "sqlite",
        Postgres = 2 "postgres",
    }
}

/// How an installation stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstallationView {
    /// The release of the program.
    pub release: String,
    pub database: DatabaseKind,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// Whether mails of the platform leave.
    pub sends_mail: bool,
    /// One line for each channel.
    pub queue: Vec<QueueRow>,
    /// `None` where the server makes no backups by itself.
    pub backups: Option<BackupsView>,
}

/// What has not left yet of a channel, of all companies together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    pub channel: Channel,
    /// Planned, queued, or in a worker's hands.
    pub waiting: i64,
    /// Waits for a person or for an account.
    pub held: i64,
    pub in_doubt: i64,
}

/// How the backups stand that the server makes by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupsView {
    /// When the newest good one was begun.
    pub newest: Option<Timestamp>,
    /// Its bytes.
    pub bytes: u64,
    /// Whether it was read back from beginning to end; one for a recipient can only be read elsewhere.
    pub checked: bool,
    /// Whether the latest try failed; the log says why.
    pub failed: bool,
    /// When the next is due.
    pub due: Timestamp,
}
