//! MAIL, RCPT, DATA and what follows the final dot.

use std::io::Write;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};

use super::data::Limits;
use super::mailbox::KeptMessage;
use super::rules::{Effect, Stage};
use super::session::{Halt, Session, Step};
use super::user_rules::UserEffect;

const MAX_RECIPIENTS: usize = 100;
/// How long `stall-body` leaves the content unread; a client's patience ends before.
const UNREAD: Duration = Duration::from_secs(900);

/// The message being handed over. Its strings are reused from message to message.
#[derive(Default)]
pub(super) struct Transaction {
    mail_at: Option<Instant>,
    from: String,
    parameters: String,
    /// The first `used` of them count; the rest are spare strings.
    recipients: Vec<String>,
    used: usize,
    effect: Option<Effect>,
}

impl Transaction {
    pub(super) fn reset(&mut self) {
        self.mail_at = None;
        self.used = 0;
        self.effect = None;
    }

    fn begin(&mut self, from: &str, parameters: &str, at: Instant) {
        self.reset();
        self.mail_at = Some(at);
        from.clone_into(&mut self.from);
        parameters.clone_into(&mut self.parameters);
    }

    fn add(&mut self, recipient: &str) {
        if self.used == self.recipients.len() {
            self.recipients.push(String::new());
        }
        recipient.clone_into(&mut self.recipients[self.used]);
        self.used += 1;
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    pub(super) async fn mail(&mut self, from: &str, parameters: &str, at: Instant) -> Step {
        self.shared.record.mail_arrived(at);
        let effect = Effect::of(from);
        if effect == Effect::Stall(Stage::Mail) {
            self.stall().await?;
        }
        self.pause_at(Stage::Mail, effect).await?;
        if self.shared.config.messages_per_connection.is_some_and(|limit| self.accepted >= limit) {
            self.refuse("421 4.7.0 Too many messages on this connection");
            return Err(Halt::Closed);
        }
        if let Some(refusal) = self.mail_refusal(parameters) {
            self.refuse(refusal);
            return Ok(());
        }
        self.transaction.begin(from, parameters, at);
        self.reply("250 2.1.0 Ok");
        Ok(())
    }

    fn mail_refusal(&self, parameters: &str) -> Option<&'static str> {
        let config = &self.shared.config;
        if self.hello.is_empty() {
            return Some("503 5.5.1 Send EHLO first");
        }
        if self.transaction.mail_at.is_some() {
            return Some("503 5.5.1 Nested MAIL command");
        }
        if config.require_tls && !self.tls {
            return Some("530 5.7.0 Must issue a STARTTLS command first");
        }
        if config.require_auth && self.login.is_none() {
            return Some("530 5.7.0 Authentication required");
        }
        if announced_size(parameters) > config.max_message_bytes {
            return Some("552 5.3.4 Message size exceeds fixed limit");
        }
        self.user_refusal()
    }

    fn user_refusal(&self) -> Option<&'static str> {
        let user = &self.login.as_ref()?.user;
        let record = &self.shared.record;
        match UserEffect::of(user) {
            UserEffect::RefuseMail(refusal) => Some(refusal),
            UserEffect::LimitMessages if record.sent_by(user) >= self.shared.config.quota_user_messages => {
                Some("550 5.4.5 Daily user sending limit exceeded")
            }
            _ => None,
        }
    }

    pub(super) async fn rcpt(&mut self, recipient: &str) -> Step {
        if self.transaction.mail_at.is_none() {
            self.refuse("503 5.5.1 Send MAIL first");
            return Ok(());
        }
        if self.transaction.used == MAX_RECIPIENTS {
            self.refuse("452 4.5.3 Too many recipients");
            return Ok(());
        }
        let effect = Effect::of(recipient);
        self.pause_at(Stage::Rcpt, effect).await?;
        if self.rcpt_effect(effect, recipient).await? {
            self.transaction.add(recipient);
            if effect != Effect::Accept {
                self.transaction.effect = Some(effect);
            }
            self.reply("250 2.1.5 Ok");
        }
        Ok(())
    }

    /// Whether the recipient is accepted; if not, it has its answer.
    async fn rcpt_effect(&mut self, effect: Effect, recipient: &str) -> Step<bool> {
        match effect {
            Effect::Refuse(refusal) => self.refuse(refusal),
            Effect::Greylist if !self.shared.record.was_greylisted(recipient) => {
                self.refuse("451 4.7.1 Greylisted, try again later");
            }
            Effect::CloseWith(refusal) => {
                self.refuse(refusal);
                return Err(Halt::Closed);
            }
            Effect::DropAtRcpt => return Err(Halt::Closed),
            Effect::Garbage => {
                self.output.extend_from_slice(b"\x00\xff? merhaba, nas\xc4\xb1ls\xc4\xb1n\r\n")
            }
            Effect::Huge => self.reply_without_end().await?,
            Effect::Stall(Stage::Rcpt) => self.stall().await?,
            Effect::SlowGreeting => {
                self.shared.record.slow_greeting.store(true, std::sync::atomic::Ordering::Relaxed);
                return Ok(true);
            }
            _ => return Ok(true),
        }
        Ok(false)
    }

    async fn reply_without_end(&mut self) -> Step {
        self.flush().await?;
        let chunk = b"250-and there is more to say about this recipient\r\n".repeat(64);
        let mut left = self.shared.config.huge_reply_bytes;
        while left > 0 {
            self.stream.write_all(&chunk).await?;
            left = left.saturating_sub(chunk.len());
        }
        Err(Halt::Closed)
    }

    pub(super) async fn data(&mut self) -> Step {
        if self.transaction.used == 0 {
            self.refuse("503 5.5.1 No valid recipients");
            return Ok(());
        }
        let effect = self.transaction.effect.unwrap_or(Effect::Accept);
        if effect == Effect::Stall(Stage::Data) {
            self.stall().await?;
        }
        self.pause_at(Stage::Data, effect).await?;
        self.reply("354 End data with <CR><LF>.<CR><LF>");
        if effect == Effect::Stall(Stage::Body) {
            self.pause(UNREAD).await?;
            return Err(Halt::Closed);
        }
        self.receive().await?;
        let step = self.finish(effect).await;
        self.transaction.reset();
        step
    }

    async fn receive(&mut self) -> Step {
        let config = &self.shared.config;
        self.scanner.start(Limits {
            max_bytes: config.max_message_bytes,
            max_line: config.max_line_bytes.min(16_384),
            keep: self.shared.record.mailbox.wants_bodies(),
        });
        loop {
            while let Some(line) = self.input.next_line() {
                if self.scanner.line(line) {
                    return Ok(());
                }
            }
            if self.input.is_full() {
                self.input.discard();
                self.scanner.overlong();
            }
            self.fill().await?;
        }
    }

    async fn finish(&mut self, effect: Effect) -> Step {
        self.pause_at(Stage::Dot, effect).await?;
        if let Some(refusal) = self.scanner.fault(self.shared.config.refuse_bare_newlines) {
            self.refuse(refusal);
            return Ok(());
        }
        match effect {
            Effect::RefuseAtDot(refusal) => {
                self.refuse(refusal);
                return Ok(());
            }
            Effect::Drop { accepted: false } => return Err(Halt::Closed),
            _ => {}
        }
        if !self.accept() {
            self.refuse("451 4.3.0 Local error in processing");
            return Ok(());
        }
        match effect {
            Effect::Drop { .. } => Err(Halt::Closed),
            Effect::Stall(Stage::Dot) => self.stall().await,
            _ => self.confirm(),
        }
    }

    /// Counts the message; false when it could not be written to the journal.
    fn accept(&mut self) -> bool {
        let record = &self.shared.record;
        let mail_at = self.transaction.mail_at.unwrap_or_else(Instant::now);
        if let Err(error) = record.accepted(self.scanner.reference(), mail_at, self.scanner.bytes()) {
            tracing::error!(%error, "cannot write the journal of the mail sink");
            return false;
        }
        self.accepted += 1;
        if let Some(login) = &self.login {
            record.count_sent_by(&login.user);
        }
        if record.mailbox.wants_bodies() {
            self.keep(mail_at);
        }
        true
    }

    fn keep(&mut self, mail_at: Instant) {
        let message = KeptMessage {
            reference: self.scanner.reference().to_owned(),
            message_id: self.scanner.message_id().to_owned(),
            mail_from: self.transaction.from.clone(),
            mail_parameters: self.transaction.parameters.clone(),
            recipients: self.transaction.recipients[..self.transaction.used].to_vec(),
            raw: self.scanner.take_body(),
            tls: self.tls,
            hello: self.hello.clone(),
            user: self.login.as_ref().map(|login| login.user.clone()),
            mail_at,
        };
        self.shared.record.mailbox.keep(message);
    }

    fn confirm(&mut self) -> Step {
        let queue_id = self.shared.record.next_queue_id();
        write!(self.output, "250 2.0.0 Ok: queued as S{queue_id:010X}\r\n")?;
        Ok(())
    }

    async fn pause_at(&mut self, stage: Stage, effect: Effect) -> Step {
        if effect.is_slow_at(stage) {
            self.pause(self.shared.config.slow).await?;
        }
        Ok(())
    }
}

/// The SIZE parameter of MAIL (RFC 1870), 0 without one.
fn announced_size(parameters: &str) -> usize {
    parameters
        .split(' ')
        .find_map(|parameter| parameter.to_ascii_uppercase().strip_prefix("SIZE=")?.parse().ok())
        .unwrap_or(0)
}
