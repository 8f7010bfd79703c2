//! The one handle of everything the product does. Its verbs live beside their features, as
//! `impl Services` blocks, one use case a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use domain::time::Timestamp;
use storage::Db;
use storage::clock::Clock;
use storage::ids::Ids;
use storage::ledger::{Ledger, SqlLedger};
use tokio::sync::Notify;

use crate::campaigns::Paces;
use crate::error::ServiceError;
use crate::exports::Slots;
use crate::files::{Files, FilesConfig};
use crate::imports::ImportWork;
use crate::keyed::ServerSecret;
use crate::live::Live;
use crate::passwords::Passwords;
use crate::provider_accounts::{BuiltProviders, Outbounds};
use crate::secrets::{KeySource, Vault};

/// What the use cases are built from.
#[derive(Debug, Clone)]
pub struct ServicesConfig {
    /// With the schema in place.
    pub db: Db,
    pub clock: Arc<dyn Clock>,
    pub ids: Ids,
    pub keys: KeySource,
    /// Where browsers reach the installation, such as `https://mesaj.firma.com.tr`; links in mails
    /// begin with it.
    pub public_url: String,
    /// Whether strangers may sign up after the first user.
    pub open_signup: bool,
    /// 12 in production.
    pub password_cost: u32,
    pub session_limits: SessionLimits,
    /// Where providers are reached; the default reaches nothing in test mode.
    pub outbounds: Outbounds,
    /// Where uploaded files lie.
    pub files: FilesConfig,
}

/// How long a session lives.
#[derive(Debug, Clone, Copy)]
pub struct SessionLimits {
    /// Without a request.
    pub idle: Duration,
    /// In all.
    pub absolute: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        let day = Duration::from_secs(24 * 3_600);
        Self { idle: 7 * day, absolute: 30 * day }
    }
}

/// Everything the product does; clones share it.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

struct Parts {
    db: Db,
    clock: Arc<dyn Clock>,
    ids: Ids,
    vault: Vault,
    passwords: Passwords,
    secret: ServerSecret,
    public_url: String,
    open_signup: bool,
    session_limits: SessionLimits,
    created_key_file: Option<PathBuf>,
    live: Live,
    ledger: SqlLedger,
    outbounds: Outbounds,
    files: Files,
    import_work: ImportWork,
    paces: Paces,
    export_slots: Slots,
    built_providers: BuiltProviders,
    called: Notify,
    mails_leave: AtomicBool,
}

impl Services {
    /// Loads the master keys (a first run makes the key file), and on a first run writes the platform's
    /// settings, its reserved company and the first versions of its documents.
    ///
    /// # Errors
    /// A missing, unreadable or published master key; whatever the database says.
    pub async fn new(config: ServicesConfig) -> Result<Self, ServiceError> {
        let first_run = !storage::data_keys::any_exists(config.db.read()).await?;
        let loaded = config.keys.load(first_run)?;
        let vault = Vault::new(config.db.clone(), config.ids.clone(), Arc::clone(&config.clock), loaded.keys);
        let secret = crate::platform::prepare(&config, &vault).await?;
        let passwords = Passwords::new(secret.for_passwords(), config.password_cost);
        let ledger = SqlLedger::new(config.db.clone(), config.ids.clone(), Arc::clone(&config.clock));
        let (db, ids, clock) = (config.db.clone(), config.ids.clone(), Arc::clone(&config.clock));
        let files = Files::new(config.files, db, ids, clock, vault.clone());
        Ok(Self(Arc::new(Parts {
            db: config.db,
            clock: config.clock,
            ids: config.ids,
            vault,
            passwords,
            secret,
            public_url: config.public_url.trim_end_matches('/').to_owned(),
            open_signup: config.open_signup,
            session_limits: config.session_limits,
            created_key_file: loaded.created,
            live: Live::new(ledger.signals().watched().clone()),
            ledger,
            outbounds: config.outbounds,
            files,
            import_work: ImportWork::default(),
            paces: Paces::default(),
            export_slots: Slots::default(),
            built_providers: BuiltProviders::default(),
            called: Notify::new(),
            mails_leave: AtomicBool::new(false),
        })))
    }

    /// The master key file that this start made: tell the operator where it is and to keep a copy.
    pub fn created_key_file(&self) -> Option<&Path> {
        self.0.created_key_file.as_deref()
    }

    /// Where open pages hear what changed.
    pub fn live(&self) -> &Live {
        &self.0.live
    }

    /// Every message, and the verbs that move it.
    pub(crate) fn ledger(&self) -> &dyn Ledger {
        &self.0.ledger
    }

    /// The ledger for whoever plans messages inside a transaction of their own.
    pub(crate) fn sql_ledger(&self) -> &SqlLedger {
        &self.0.ledger
    }

    pub(crate) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0.clock)
    }

    pub(crate) fn db(&self) -> &Db {
        &self.0.db
    }

    /// The time as all of the product sees it.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    pub(crate) fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// Seals and opens secrets; not inside a write.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    pub(crate) fn secret(&self) -> &ServerSecret {
        &self.0.secret
    }

    pub(crate) fn public_url(&self) -> &str {
        &self.0.public_url
    }

    pub(crate) fn outbounds(&self) -> &Outbounds {
        &self.0.outbounds
    }

    /// The files of all companies.
    pub(crate) fn files(&self) -> &Files {
        &self.0.files
    }

    /// What the workers that take lists in share.
    pub(crate) fn import_work(&self) -> &ImportWork {
        &self.0.import_work
    }

    /// How fast campaigns leave.
    pub(crate) fn paces(&self) -> &Paces {
        &self.0.paces
    }

    /// How many lists may be written at once.
    pub(crate) fn export_slots(&self) -> &Slots {
        &self.0.export_slots
    }

    pub(crate) fn built_providers(&self) -> &BuiltProviders {
        &self.0.built_providers
    }

    /// Rings when a provider has called this process.
    pub(crate) fn called(&self) -> &Notify {
        &self.0.called
    }

    /// Whether the platform has a mail account.
    pub(crate) fn mails_leave(&self) -> &AtomicBool {
        &self.0.mails_leave
    }

    /// Whether strangers may sign up.
    pub fn signup_is_open(&self) -> bool {
        self.0.open_signup
    }

    pub(crate) fn session_limits(&self) -> SessionLimits {
        self.0.session_limits
    }
}

impl std::fmt::Debug for Services {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Services")
    }
}
