//! What the figures were measured on.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::Outcome;

const BLOCK: [u8; 4096] = [7; 4096];

/// Prints cores, memory, how fast the disk below `folder` makes a write durable, what else runs, and the
/// commit.
///
/// # Errors
/// Files.
pub fn print(folder: &Path) -> Outcome {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = memory_kib().unwrap_or(0) / 1024;
    let fsyncs = fsyncs_a_second(folder)?;
    let load = load().unwrap_or_else(|| "unknown".to_owned());
    let commit = commit();
    println!(
        "machine: {cores} cores, {memory} MB of memory, {fsyncs:.0} fsync/s, load {load}, commit {commit}"
    );
    Ok(())
}

/// How many programs wanted a core, in the mean of the last minute: more than the cores and figures are low.
fn load() -> Option<String> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next().map(str::to_owned)
}

fn memory_kib() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/meminfo").ok()?;
    text.lines().next()?.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// One block written and synchronised, over and over, for a second.
fn fsyncs_a_second(folder: &Path) -> Outcome<f64> {
    let path = folder.join("fsync");
    let mut file = File::create(&path)?;
    let (began, mut count) = (Instant::now(), 0u32);
    while began.elapsed() < Duration::from_secs(1) {
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&BLOCK)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = f64::from(count) / began.elapsed().as_secs_f64();
    std::fs::remove_file(path)?;
    Ok(rate)
}

/// The commit the program is of, as far as the folder tells.
#[must_use]
pub fn commit() -> String {
    let asked = Command::new("git").args(["describe", "--always", "--dirty"]).output();
    let told = asked.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    told.filter(|told| !told.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}

/// Processor time of this process so far: of its threads whose name begins with `name`, and of all.
#[must_use]
pub fn processor_time(name: &str) -> (Duration, Duration) {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let stats = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("stat")).ok());
    stats.filter_map(|stat| ticks(&stat, name)).fold(Default::default(), |(named, all), (is_named, time)| {
        (named + if is_named { time } else { Duration::ZERO }, all + time)
    })
}

/// User and system time of a thread, in hundredths of a second as Linux counts them.
fn ticks(stat: &str, name: &str) -> Option<(bool, Duration)> {
    let (head, tail) = stat.rsplit_once(')')?;
    let own = head.split_once('(')?.1;
    let mut fields = tail.split_ascii_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((own.starts_with(name), Duration::from_millis((user + system) * 10)))
}
