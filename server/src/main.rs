//! The program: reads its command line and runs one command.

// A page is one deeply nested type.
#![recursion_limit = "512"]

mod backup_settings;
mod commands;
mod config;
mod edge;
mod logging;
mod platform_mail;
mod platform_sms;

use std::process::ExitCode;

use clap::Parser;
use config::{Command, CommandLine};

fn main() -> ExitCode {
    let line = CommandLine::parse();
    logging::start(line.settings.log_format);
    let run = async {
        match line.command {
            Command::Serve => commands::serve(line.settings).await,
            Command::Migrate => commands::migrate(line.settings).await,
            Command::Backup { file } => commands::backup(line.settings, file).await,
            Command::CheckBackup { file } => commands::check_backup(line.settings, file).await,
            Command::Restore { file } => commands::restore(line.settings, file).await,
            Command::ReleaseRestored => commands::release_restored(line.settings).await,
            Command::CreateAdmin(person) => commands::create_admin(line.settings, person).await,
        }
    };
    match tokio::runtime::Runtime::new().map_err(Into::into).and_then(|runtime| runtime.block_on(run)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
