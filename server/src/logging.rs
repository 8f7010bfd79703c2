//! Logs: to the standard error stream, without bodies or secrets.

use tracing_subscriber::EnvFilter;

/// Starts logging; `LOG` sets what is told, such as `info,server=debug`.
pub fn start() {
    let filter = EnvFilter::try_from_env("LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_writer(std::io::stderr).init();
}
