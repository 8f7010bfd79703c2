//! How long a build takes that starts from nothing but fetched sources.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;

/// Builds the server and the WASM in release into a folder of their own.
///
/// # Errors
/// A build that fails.
pub fn cold_build(folder: &Path) -> Outcome<Duration> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    let began = Instant::now();
    build(folder, &["--release", "-p", "server"])?;
    build(folder, &["--profile", "wasm-release", "-p", "frontend", "--target", "wasm32-unknown-unknown"])?;
    let took = began.elapsed();
    std::fs::remove_dir_all(folder)?;
    Ok(took)
}

fn build(folder: &Path, arguments: &[&str]) -> Outcome {
    let mut cargo = Command::new("cargo");
    let status = cargo.args(["build", "--locked", "--target-dir"]).arg(folder).args(arguments).status()?;
    if status.success() { Ok(()) } else { Err(format!("the build ended with {status}").into()) }
}
