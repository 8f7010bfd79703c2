//! Logs: to the standard error stream, without bodies or secrets.

use tracing::Subscriber;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object for each line, for programs.
    Json,
}

/// Starts logging; `LOG` sets what is told, such as `info,server=debug`.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_env("LOG")
        .unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,sea_orm_migration=warn"));
    logger(format, filter, std::io::stderr).init();
}

/// The library tells a parameter of `DATABASE_URL` that it does not know with its value, which may be a
/// password under a mistyped name.
fn without_address(filter: EnvFilter) -> EnvFilter {
    match "sqlx_postgres::options=error".parse() {
        Ok(silence) => filter.add_directive(silence),
        Err(_) => filter,
    }
}

/// What writes lines of this format.
pub fn logger<W>(format: LogFormat, filter: EnvFilter, to: W) -> Box<dyn Subscriber + Send + Sync>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let lines =
        tracing_subscriber::fmt().with_env_filter(without_address(filter)).with_target(false).with_writer(to);
    match format {
        LogFormat::Text => Box::new(lines.finish()),
        LogFormat::Json => Box::new(lines.json().flatten_event(true).finish()),
    }
}
