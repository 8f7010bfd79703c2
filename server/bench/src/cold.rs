//! How long a build takes that starts from nothing but fetched sources.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::machine::commit;
use crate::noted::Noted;

/// Builds what `make run` serves in a clean clone of the last commit, with the tools that are there, and
/// notes how long that took, for the runs that have no time for it.
///
/// # Errors
/// A clone or a build that fails.
pub fn cold_build(folder: &Path, note: &Path) -> Outcome<f64> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let here = std::env::current_dir()?;
    run(Command::new("git").args(["clone", "--quiet", "."]).arg(folder))?;
    std::os::unix::fs::symlink(here.join(".tools"), folder.join(".tools"))?;
    let began = Instant::now();
    run(Command::new(folder.canonicalize()?.join(".ci/build")).current_dir(folder))?;
    let seconds = began.elapsed().as_secs_f64();
    std::fs::remove_dir_all(folder)?;
    Noted { seconds, commit: Some(commit()) }.write(note)?;
    Ok(minutes(seconds))
}

/// Minutes of the last cold build, if there was one.
#[must_use]
pub fn last(note: &Path) -> Option<f64> {
    Noted::read(note).map(|noted| minutes(noted.seconds))
}

fn minutes(seconds: f64) -> f64 {
    seconds / Duration::from_secs(60).as_secs_f64()
}

fn run(command: &mut Command) -> Outcome {
    let status = command.status()?;
    if status.success() { Ok(()) } else { Err(format!("{command:?} ended with {status}").into()) }
}
