use std::sync::Arc;

use services::engine::Node;
use services::files::FilesConfig;
use services::provider_accounts::Outbounds;
use services::{Services, ServicesConfig, SessionLimits};
use storage::clock::SystemClock;
use storage::ledger::NodeLease;
use storage::{Db, DbOptions};

use super::CommandError;
use crate::config::{Settings, Signup};

/// The cost of password hashes: OWASP's least for bcrypt is 10; 12 takes about a quarter of a second.
const PASSWORD_COST: u32 = 12;

/// Opens the data folder: schema, keys and everything the product does, under a number of this process.
/// `alone` says that no other process uses the database.
pub async fn open(
    settings: &Settings,
    outbounds: Outbounds,
    alone: bool,
) -> Result<(Services, NodeLease), CommandError> {
    std::fs::create_dir_all(&settings.data)?;
    super::migrate::apply(&settings.database()).await?;
    let db = Db::open(&settings.database(), DbOptions::default()).await?;
    let clock = Arc::new(SystemClock);
    let node = Node::take(&db, clock.clone(), alone).await?;
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
        files: FilesConfig::in_folder(settings.data.join("files")),
    })
    .await?;
    if let Some(file) = services.created_key_file() {
        tracing::warn!(file = %file.display(), "made the master key: keep a copy, without it no secret can be read");
    }
    Ok((services, node.lease))
}
