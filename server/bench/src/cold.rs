//! How long a build takes that starts from nothing but fetched sources.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::machine::commit;
use crate::noted::Noted;

/// Builds the server and the WASM in release into a folder of their own, and notes how long that took, for
/// the runs that have no time for it.
///
/// # Errors
/// A build that fails.
pub fn cold_build(folder: &Path, note: &Path) -> Outcome<f64> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let began = Instant::now();
    build(folder, &["--release", "-p", "server"])?;
    build(folder, &["--profile", "wasm-release", "-p", "frontend", "--target", "wasm32-unknown-unknown"])?;
    let took = began.elapsed();
    std::fs::remove_dir_all(folder)?;
    let seconds = took.as_secs_f64();
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

fn build(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut cargo = Command::new("cargo");
    let status = cargo.args(["build", "--locked", "--target-dir"]).arg(folder).args(arguments).status()?;
    if status.success() { Ok(()) } else { Err(format!("the build ended with {status}").into()) }
}
