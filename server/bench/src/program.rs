//! The server in a process of its own.

use std::fs::OpenOptions;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::process::{Child, Command};

use crate::Outcome;
use crate::place::Place;

/// How long a server may take to end by itself.
const FAREWELL: Duration = Duration::from_secs(30);

/// A server that runs; killed when dropped.
pub(crate) struct Program {
    child: Child,
    log: PathBuf,
    /// What earlier servers of this folder wrote into the log.
    before: usize,
    pub started: Instant,
}

impl Program {
    /// Starts a server on a free port that serves this place and may reach `sink`.
    pub fn start(program: &Path, place: &Place, sink: Option<SocketAddr>) -> Outcome<Self> {
        let log = place.folder().join("server.log");
        let file = OpenOptions::new().create(true).append(true).open(&log)?;
        let mut command = Command::new(program);
        command.arg("serve").env("ADDR", "127.0.0.1:0").env("DATA", place.folder());
        command.env_remove("DATABASE_URL").env_remove("PUBLIC_URL").env_remove("DEMO");
        if let Some(sink) = sink {
            command.env("OUTBOUND_ALLOW", sink.to_string());
        }
        if place.is_postgres() {
            command.env("DATABASE_URL", place.url());
        }
        let before = usize::try_from(file.metadata()?.len())?;
        command.stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file).kill_on_drop(true);
        Ok(Self { started: Instant::now(), child: command.spawn()?, log, before })
    }

    /// Where it serves, once it does.
    pub async fn url(&mut self) -> Outcome<String> {
        loop {
            let told = std::fs::read_to_string(&self.log)?;
            let own = told.get(self.before..).unwrap_or_default();
            if let Some(url) = own.lines().find_map(|line| line.strip_prefix("Open ")) {
                return Ok(url.to_owned());
            }
            self.lives()?;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// A line of what Linux knows of its memory, in megabytes: `VmRSS`, `VmHWM`.
    pub fn memory(&self, name: &str) -> Outcome<f64> {
        let id = self.child.id().ok_or("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let kib = line.and_then(|line| line.split_ascii_whitespace().next()).ok_or("no such line")?;
        Ok(kib.parse::<f64>()? / 1024.0)
    }

    /// Fails when it has ended by itself.
    pub fn lives(&mut self) -> Outcome {
        let Some(status) = self.child.try_wait()? else { return Ok(()) };
        let log = std::fs::read_to_string(&self.log)?;
        let last: Vec<_> = log.lines().rev().take(20).collect();
        let last: Vec<_> = last.into_iter().rev().collect();
        Err(format!("the server ended by itself ({status}):\n{}", last.join("\n")).into())
    }

    /// SIGKILL; returns when it is gone.
    pub async fn kill(mut self) -> Outcome {
        self.child.kill().await?;
        Ok(())
    }

    /// Nothing of it runs until [`Program::thaw`], as on a machine that sleeps.
    pub async fn freeze(&self) -> Outcome {
        self.signal("STOP").await
    }

    pub async fn thaw(&self) -> Outcome {
        self.signal("CONT").await
    }

    /// SIGTERM; it finishes what it has begun. Sent only when it serves: one that is just starting has no
    /// ear for it yet and ends with the signal.
    pub async fn stop(mut self) -> Outcome {
        self.url().await?;
        self.signal("TERM").await?;
        let ended = tokio::time::timeout(FAREWELL, self.child.wait()).await;
        let status = ended.map_err(|_| "the server did not end in time")??;
        if status.success() { Ok(()) } else { Err(format!("the server ended with {status}").into()) }
    }

    async fn signal(&self, name: &str) -> Outcome {
        let id = self.child.id().ok_or("the server has ended")?;
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {id}")]).status().await?;
        if sent.success() { Ok(()) } else { Err(format!("SIG{name} did not reach the server").into()) }
    }
}
