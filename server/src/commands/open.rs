use std::path::Path;
use std::sync::Arc;

use secrecy::ExposeSecret;
use services::engine::Node;
use services::files::FilesConfig;
use services::provider_accounts::Outbounds;
use services::{Services, ServicesConfig, SessionLimits};
use storage::clock::SystemClock;
use storage::ledger::{Ended, NodeLease};
use storage::{Db, DbOptions};

use super::CommandError;
use super::seat::Seat;
use crate::config::{Settings, Signup};

/// The cost of password hashes: OWASP's least for bcrypt is 10; 12 takes about a quarter of a second.
const PASSWORD_COST: u32 = 12;

/// Everything the product does, for one process.
pub struct Opened {
    pub services: Services,
    pub node: NodeLease,
    /// Says that this process lives while it is kept.
    pub seat: Option<Seat>,
}

/// Opens the data folder: schema, keys and everything the product does, under a number of this process.
/// `alone` says that no other process uses the database; else the processes that worked in this folder and
/// have ended are known by their seats.
pub async fn open(settings: &Settings, outbounds: Outbounds, alone: bool) -> Result<Opened, CommandError> {
    std::fs::create_dir_all(&settings.data)?;
    super::migrate::apply(&settings.database()).await?;
    let db = Db::open(settings.database().expose_secret(), DbOptions::default()).await?;
    let clock = Arc::new(SystemClock);
    let (mut seat, ended) = sit_down(&settings.data);
    let ended = if alone { Ended::Everybody } else { Ended::These(ended) };
    let node = Node::take(&db, clock.clone(), ended).await?;
    if let Some(seat) = &mut seat {
        seat.sign(node.lease.holder)?;
    }
    let services = Services::new(ServicesConfig {
        db,
        clock,
        ids: node.ids,
        keys: settings.keys(),
        public_url: settings.public_url(),
        open_signup: settings.signup == Signup::Open,
        password_cost: PASSWORD_COST,
        session_limits: SessionLimits::default(),
        outbounds,
        files: FilesConfig::in_folder(settings.files()),
    })
    .await?;
    if let Some(file) = services.created_key_file() {
        tracing::warn!(file = %file.display(), "made the master key: keep a copy, without it no secret can be read");
    }
    Ok(Opened { services, node: node.lease, seat })
}

/// Without a seat everything works, only that what a dead process had in hand is free later.
fn sit_down(data: &Path) -> (Option<Seat>, Vec<i64>) {
    match Seat::take(data) {
        Ok((seat, ended)) => (Some(seat), ended),
        Err(error) => {
            tracing::warn!(%error, "no files can be locked in the data folder: after a crash messages wait half a minute");
            (None, Vec::new())
        }
    }
}
