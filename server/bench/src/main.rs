//! Measures the product and writes what it found; docs/performance.md tells how.

mod figures;
mod options;
mod suite;

use std::process::ExitCode;

use clap::Parser as _;
use tracing_subscriber::EnvFilter;

use crate::options::{CommandLine, What};

fn main() -> ExitCode {
    let line = CommandLine::parse();
    let told = EnvFilter::try_from_env("LOG").unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    tracing_subscriber::fmt().with_env_filter(told).with_writer(std::io::stderr).init();
    // Two libraries would each choose a TLS provider; one choice for all.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let run = async {
        match line.what {
            Some(What::Kill(order)) => suite::kill(&line.settings, order).await,
            _ => suite::measure(&line.settings, line.what).await,
        }
    };
    let ended = tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(run));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
