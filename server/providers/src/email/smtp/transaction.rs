//! One message over an open session: two writes where the server pipelines.

use domain::email_address::EmailAddress;
use domain::message::FailureReason;

use super::refusal::{Stage, failure};
use super::reply::Reply;
use super::session::{Session, unreachable};
use super::wire::{Trouble, within};
use crate::provider::{Gate, ProviderFailure};

/// A message with its envelope; one recipient, since the first refused one ends a transaction.
pub(super) struct Mail<'a> {
    pub(super) from: &'a EmailAddress,
    pub(super) to: &'a EmailAddress,
    /// Headers and body in CRLF lines.
    pub(super) bytes: &'a [u8],
}

/// Why a message was not accepted over this session.
pub(super) enum Miss {
    /// The connection had been closed while it rested; nothing has left, a fresh one will do.
    Stale,
    Failed(ProviderFailure),
}

impl From<ProviderFailure> for Miss {
    fn from(failure: ProviderFailure) -> Self {
        Self::Failed(failure)
    }
}

impl Session {
    /// Hands a message over and returns the server's 250.
    ///
    /// The gate is asked before MAIL and again before the content. Until the content is written every
    /// failure means that nothing has left; from then on every failure without a clear refusal is in doubt.
    pub(super) async fn deliver(&mut self, mail: &Mail<'_>, gate: &dyn Gate) -> Result<Reply, Miss> {
        if self.offers.largest > 0 && mail.bytes.len() > self.offers.largest {
            let text = format!("the server takes {} bytes", self.offers.largest);
            return Err(ProviderFailure::rejected(FailureReason::TooLarge, "size", text).into());
        }
        if !gate.may_leave() {
            return Err(ProviderFailure::withheld().into());
        }
        self.usable = false;
        self.open_transaction(mail).await?;
        if !gate.may_leave() {
            return Err(ProviderFailure::withheld().into());
        }
        self.hand_over(mail.bytes).await
    }

    async fn open_transaction(&mut self, mail: &Mail<'_>) -> Result<(), Miss> {
        let commands = self.commands(mail);
        let pipelining = self.offers.pipelining;
        let patience = self.patience.command;
        let opened = within(patience, self.exchange(&commands, pipelining)).await;
        let replies = match opened {
            Ok(replies) => replies,
            Err(Trouble::Closed | Trouble::Broken(_)) if self.reused => return Err(Miss::Stale),
            Err(trouble) => return Err(unreachable(trouble).into()),
        };
        self.judge(&replies).await
    }

    /// RSET where needed, MAIL, RCPT, DATA: each with the stage that a refusal of it belongs to.
    fn commands(&self, mail: &Mail<'_>) -> Vec<(Stage, String)> {
        let size = if self.offers.size { format!(" SIZE={}", mail.bytes.len()) } else { String::new() };
        let mut commands = Vec::with_capacity(4);
        if self.needs_reset {
            commands.push((Stage::Hello, "RSET\r\n".to_owned()));
        }
        commands.push((Stage::Mail, format!("MAIL FROM:<{}>{size}\r\n", mail.from)));
        commands.push((Stage::Rcpt, format!("RCPT TO:<{}>\r\n", mail.to)));
        commands.push((Stage::Data, "DATA\r\n".to_owned()));
        commands
    }

    /// Sends the commands, all at once or one by one, and reads replies up to the first after which no
    /// other can follow.
    async fn exchange(
        &mut self,
        commands: &[(Stage, String)],
        pipelining: bool,
    ) -> Result<Vec<(Stage, Reply)>, Trouble> {
        let mut replies = Vec::with_capacity(commands.len());
        if pipelining {
            let all: String = commands.iter().map(|(_, command)| command.as_str()).collect();
            self.wire.write(all.as_bytes()).await?;
        }
        for (stage, command) in commands {
            if !pipelining {
                self.wire.write(command.as_bytes()).await?;
            }
            let reply = self.wire.reply().await?;
            let refused = reply.code >= 400;
            let closing = reply.code == 421;
            replies.push((*stage, reply));
            if closing || (refused && !pipelining) {
                break;
            }
        }
        Ok(replies)
    }

    async fn judge(&mut self, replies: &[(Stage, Reply)]) -> Result<(), Miss> {
        let expected = |(stage, reply): &(Stage, Reply)| match stage {
            Stage::Rcpt => matches!(reply.code, 250 | 251),
            Stage::Data => reply.code == 354,
            _ => reply.code == 250,
        };
        let Some((stage, refusal)) = replies.iter().find(|reply| !expected(reply)) else { return Ok(()) };
        if refusal.code == 421 && *stage == Stage::Mail && self.reused {
            return Err(Miss::Stale);
        }
        if refusal.code < 400 {
            return Err(unreachable(Trouble::Odd).into());
        }
        let waits_for_content = replies.iter().any(|(_, reply)| reply.code == 354);
        self.usable = refusal.code != 421 && (!waits_for_content || self.take_back().await);
        self.needs_reset = true;
        Err(failure(*stage, refusal).into())
    }

    /// RFC 2920 §3.1: a server that pipelined its way to the content without any recipient is given an
    /// empty one, which it refuses.
    async fn take_back(&mut self) -> bool {
        let reply = self.wire.ask(".", self.patience.command).await;
        reply.is_ok_and(|reply| reply.code >= 400 && reply.code != 421)
    }

    async fn hand_over(&mut self, bytes: &[u8]) -> Result<Reply, Miss> {
        let content = with_final_dot(bytes);
        let patience = self.patience.content;
        let answered = within(patience, async {
            self.wire.write(&content).await?;
            self.wire.reply().await
        })
        .await;
        let reply = answered.map_err(|trouble| match trouble {
            Trouble::Odd => ProviderFailure::unreadable(trouble.to_string()),
            _ => ProviderFailure::unclear(trouble.to_string()),
        })?;
        self.needs_reset = false;
        self.usable = reply.code == 250 || (reply.code >= 400 && reply.code != 421);
        match reply.code {
            250 => Ok(reply),
            400.. => Err(failure(Stage::Content, &reply).into()),
            _ => Err(ProviderFailure::unreadable(format!("{} after the content", reply.code)).into()),
        }
    }
}

/// RFC 5321 §4.5.2: dots at the beginning of lines are doubled, and a lonely one ends the message.
fn with_final_dot(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::with_final_dot;

    #[test]
    fn dots_are_doubled_at_line_starts_only() {
        assert_eq!(with_final_dot(b".a\r\n..\r\nb.c\r\n"), b"..a\r\n...\r\nb.c\r\n.\r\n");
        assert_eq!(with_final_dot(b"a"), b"a\r\n.\r\n");
        assert_eq!(with_final_dot(b""), b"\r\n.\r\n");
    }
}
