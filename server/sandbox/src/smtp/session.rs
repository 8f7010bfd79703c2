//! One connection, from greeting to close.

use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use super::command::{Command, parse};
use super::config::SmtpSinkConfig;
use super::data::DataScanner;
use super::delivery::Transaction;
use super::lines::LineBuffer;
use super::record::Record;
use crate::stop::Stop;

/// What all connections of a sink share.
pub(super) struct Shared {
    pub(super) config: SmtpSinkConfig,
    pub(super) record: Record,
}

pub(super) struct Session<S> {
    pub(super) stream: S,
    pub(super) shared: Arc<Shared>,
    pub(super) input: LineBuffer,
    pub(super) output: Vec<u8>,
    pub(super) tls: bool,
    pub(super) hello: String,
    pub(super) login: Option<Login>,
    pub(super) transaction: Transaction,
    pub(super) scanner: DataScanner,
    /// Messages accepted on this connection.
    pub(super) accepted: u64,
    /// The command line being handled; reused.
    line: String,
    stop: Stop,
}

/// Why a session ends.
#[derive(Debug)]
pub(super) enum Halt {
    /// The client said QUIT or went away, or a rule cut the connection after its last reply.
    Closed,
    /// The client wants TLS now.
    StartTls,
    /// The sink is being stopped.
    Stopping,
    /// The client was silent for too long.
    Idle,
    Broken,
}

pub(super) type Step<T = ()> = Result<T, Halt>;

impl From<io::Error> for Halt {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

/// A login that counts as open while it lives.
pub(super) struct Login {
    shared: Arc<Shared>,
    pub(super) user: String,
}

impl Login {
    /// Counts the login and says which one of this user's it is.
    pub(super) fn open(shared: &Arc<Shared>, user: String) -> (Self, u32) {
        let open = shared.record.log_in(&user);
        (Self { shared: shared.clone(), user }, open)
    }
}

impl Drop for Login {
    fn drop(&mut self) {
        self.shared.record.log_out(&self.user);
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    pub(super) fn new(stream: S, tls: bool, shared: Arc<Shared>, stop: Stop) -> Self {
        Self {
            stream,
            shared,
            tls,
            stop,
            input: LineBuffer::new(),
            output: Vec::with_capacity(512),
            hello: String::new(),
            login: None,
            transaction: Transaction::default(),
            scanner: DataScanner::default(),
            accepted: 0,
            line: String::new(),
        }
    }

    /// Greets and serves until the session ends.
    pub(super) async fn run(&mut self, greet: bool) -> Halt {
        let halt = match self.serve(greet).await {
            Ok(()) => Halt::Closed,
            Err(halt) => halt,
        };
        match halt {
            Halt::Stopping => self.reply("421 4.3.2 Service shutting down"),
            Halt::Idle => self.reply("421 4.4.2 Timeout, closing connection"),
            _ => {}
        }
        // The peer may be gone already, and then nobody waits for these replies.
        let _ = self.flush().await;
        halt
    }

    async fn serve(&mut self, greet: bool) -> Step {
        if greet {
            self.greet().await?;
        }
        loop {
            self.read_command().await?;
            let line = std::mem::take(&mut self.line);
            let step = self.handle(&line).await;
            self.line = line;
            step?;
        }
    }

    async fn greet(&mut self) -> Step {
        let config = &self.shared.config;
        let slow = self.shared.record.slow_greeting.swap(false, Relaxed);
        let delay = config.greeting_delay + if slow { config.slow } else { Duration::ZERO };
        let greeting = format!("220 {} ESMTP sandbox", config.hostname);
        self.pause(delay).await?;
        self.reply(&greeting);
        Ok(())
    }

    async fn handle(&mut self, line: &str) -> Step {
        let arrived = Instant::now();
        match parse(line) {
            Err(refusal) => self.refuse(refusal),
            Ok(Command::Mail { address, parameters }) => self.mail(address, parameters, arrived).await?,
            Ok(Command::Rcpt { address }) => self.rcpt(address).await?,
            Ok(Command::Data) => self.data().await?,
            Ok(Command::Hello { extended, name }) => self.say_hello(extended, name),
            Ok(Command::Reset) => {
                self.transaction.reset();
                self.reply("250 2.0.0 Ok");
            }
            Ok(Command::Noop) => self.reply("250 2.0.0 Ok"),
            Ok(Command::Verify) => self.reply("252 2.0.0 Cannot verify, but will accept"),
            Ok(Command::Quit) => {
                self.reply("221 2.0.0 Bye");
                return Err(Halt::Closed);
            }
            Ok(Command::StartTls) => return self.start_tls(),
            Ok(Command::Auth { mechanism, initial }) => self.authenticate(mechanism, initial).await?,
        }
        Ok(())
    }

    fn say_hello(&mut self, extended: bool, name: &str) {
        name.clone_into(&mut self.hello);
        self.transaction.reset();
        let shared = self.shared.clone();
        let config = &shared.config;
        if !extended {
            return self.reply(&format!("250 {}", config.hostname));
        }
        let mut lines = vec![config.hostname.clone(), format!("SIZE {}", config.max_message_bytes)];
        lines.extend(config.extensions.iter().cloned());
        if config.starttls && !self.tls {
            lines.push("STARTTLS".into());
        }
        if !config.auth.is_empty() && (self.tls || !config.auth_needs_tls) {
            lines.push(format!("AUTH {}", config.auth.join(" ")));
        }
        let last = lines.len() - 1;
        for (index, line) in lines.iter().enumerate() {
            self.reply(&format!("250{}{line}", if index == last { ' ' } else { '-' }));
        }
    }

    fn start_tls(&mut self) -> Step {
        if self.tls || !self.shared.config.starttls {
            self.refuse("503 5.5.1 STARTTLS is not available");
            return Ok(());
        }
        self.reply("220 2.0.0 Ready to start TLS");
        self.input.discard();
        Err(Halt::StartTls)
    }

    async fn read_command(&mut self) -> Step {
        let mut line = std::mem::take(&mut self.line);
        let step = self.read_line(&mut line).await;
        self.line = line;
        step
    }

    /// The next command or AUTH line, without its CRLF; what no line may be is refused and skipped.
    pub(super) async fn read_line(&mut self, into: &mut String) -> Step {
        let strict = self.shared.config.refuse_bare_newlines;
        loop {
            match self.input.next_line() {
                Some(line) => match line_text(line, strict) {
                    Ok(text) => {
                        text.clone_into(into);
                        return Ok(());
                    }
                    Err(refusal) => self.refuse(refusal),
                },
                None => self.more().await?,
            }
        }
    }

    async fn more(&mut self) -> Step {
        if self.input.is_full() {
            self.refuse("500 5.5.2 Line too long");
            return Err(Halt::Closed);
        }
        self.fill().await
    }

    /// Sends what there is to say, then waits for more bytes.
    pub(super) async fn fill(&mut self) -> Step {
        self.flush().await?;
        let count = tokio::select! {
            count = self.input.fill(&mut self.stream) => count?,
            () = silence(self.shared.config.idle_timeout) => return Err(Halt::Idle),
            _ = self.stop.wait() => return Err(Halt::Stopping),
        };
        if count == 0 { Err(Halt::Closed) } else { Ok(()) }
    }

    pub(super) fn reply(&mut self, line: &str) {
        self.output.extend_from_slice(line.as_bytes());
        self.output.extend_from_slice(b"\r\n");
    }

    pub(super) fn refuse(&mut self, line: &str) {
        self.shared.record.refused.fetch_add(1, Relaxed);
        self.reply(line);
    }

    pub(super) async fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        self.stream.write_all(&self.output).await?;
        self.output.clear();
        self.stream.flush().await
    }

    /// Waits in real time, because a client's patience is real.
    pub(super) async fn pause(&mut self, span: Duration) -> Step {
        if span.is_zero() {
            return Ok(());
        }
        self.flush().await?;
        tokio::select! {
            () = tokio::time::sleep(span) => Ok(()),
            _ = self.stop.wait() => Err(Halt::Stopping),
        }
    }

    /// Never answers again; returns when the client has had enough.
    pub(super) async fn stall(&mut self) -> Step<()> {
        loop {
            self.fill().await?;
            self.input.discard();
        }
    }
}

async fn silence(limit: Option<Duration>) {
    match limit {
        Some(limit) => tokio::time::sleep(limit).await,
        None => std::future::pending().await,
    }
}

/// A command line fits into 4096 octets, room for AUTH included (RFC 4954 §4 allows more, no client here needs it).
fn line_text(line: &[u8], strict: bool) -> Result<&str, &'static str> {
    if line.len() > 4096 {
        return Err("500 5.5.2 Line too long");
    }
    let text = match line.strip_suffix(b"\r\n") {
        Some(text) => text,
        None if strict => return Err("500 5.5.2 Bare LF is not allowed"),
        None => line.trim_ascii_end(),
    };
    let text = std::str::from_utf8(text).map_err(|_| "500 5.5.2 Not UTF-8")?;
    if text.contains(['\r', '\0']) { Err("500 5.5.2 Bare CR or NUL is not allowed") } else { Ok(text) }
}
