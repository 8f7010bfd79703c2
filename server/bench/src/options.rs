use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Benchmarks of the product.
#[derive(Debug, Parser)]
pub struct CommandLine {
    /// Everything but the kills when missing.
    #[command(subcommand)]
    pub what: Option<What>,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum What {
    /// Mails over SMTP, on SQLite.
    Smtp,
    /// Mails over SMTP with TLS, on SQLite.
    Tls,
    /// Mails over SMTP, on PostgreSQL.
    Postgres,
    /// WhatsApp messages, a call each.
    Whatsapp,
    /// Texts through NetGSM, 500 a call.
    Netgsm,
    /// A campaign into rows of the ledger.
    Expansion,
    /// A list of people into contacts.
    Import,
    /// Messages taken in by the verb, one each time, a hundred callers at once.
    Accept,
    /// From asking for a message to its departure, with nothing else to do.
    Idle,
    /// Finding something among ten people, and fifty messages, for each message of a drain.
    Search,
    /// Memory of an idle server.
    Memory,
    /// Bytes of the pages.
    Weight,
    /// A build from nothing. Without BENCH_COLD=1 a run of everything tells the last one's figure.
    ColdBuild,
    /// From the first page to a first message's report, as the browser found it.
    FirstMessage,
    /// Kill a server again and again while it sends.
    Kill(KillOrder),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
pub struct KillOrder {
    #[arg(long, default_value = "5000")]
    pub kills: usize,
    /// Messages for each kill.
    #[arg(long, default_value = "200")]
    pub messages: usize,
    /// Chooses the moments.
    #[arg(long, default_value = "1")]
    pub seed: u64,
    /// On PostgreSQL instead of SQLite.
    #[arg(long)]
    pub on_postgres: bool,
}

#[derive(Debug, Clone, Args)]
pub struct Settings {
    /// Runs of each drain, of which the middle one counts.
    #[arg(long, env = "BENCH_RUNS", default_value = "5", global = true)]
    pub runs: usize,
    /// Messages of a drain.
    #[arg(long, env = "BENCH_SIZE", default_value = "100000", global = true)]
    pub size: usize,
    /// Databases and the report go here; on a real disk.
    #[arg(long, env = "BENCH_FOLDER", default_value = "target/bench", global = true)]
    pub folder: PathBuf,
    /// Seconds a server is idle before its memory counts.
    #[arg(long, env = "BENCH_IDLE", default_value = "60", global = true)]
    pub idle: u64,
    /// Also measure a build from nothing, which takes long.
    #[arg(long, env = "BENCH_COLD", value_parser = clap::builder::BoolishValueParser::new(), default_value = "false", action = clap::ArgAction::Set, global = true)]
    pub cold: bool,
    /// A PostgreSQL server with its administrator's name; without one nothing is measured on it.
    #[arg(long, env = "TEST_POSTGRES_URL", hide_env_values = true, global = true)]
    pub postgres: Option<String>,
    /// The program that is killed, started and weighed.
    #[arg(long, env = "BENCH_SERVER", default_value = "target/release/server", global = true)]
    pub server: PathBuf,
}
