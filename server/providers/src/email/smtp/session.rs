use domain::email_address::EmailAddress;

use super::login::log_in;
use super::refusal::{Stage, failure};
use super::reply::Reply;
use super::settings::{Security, SmtpSettings};
use super::stream::Stream;
use super::wire::{Trouble, Wire, within};
use crate::outbound::{Outbound, Receiver, SmtpPatience};
use crate::provider::{FailureKind, ProviderFailure};

/// A connection that is greeted, encrypted and logged in.
pub(super) struct Session {
    pub(super) wire: Wire,
    pub(super) patience: SmtpPatience,
    pub(super) offers: Offers,
    /// The server's name in its greeting.
    pub(super) server: String,
    /// A transaction was refused half-way; the next one begins with RSET.
    pub(super) needs_reset: bool,
    /// False once anything unexpected was read or written: then it is dropped.
    pub(super) usable: bool,
    /// Has rested since its last message, so that the server may have closed it.
    pub(super) reused: bool,
}

/// What the server said it can, of the things we use.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub(super) pipelining: bool,
    pub(super) starttls: bool,
    /// Whether it takes SIZE with MAIL.
    pub(super) size: bool,
    /// The largest message; 0 is unknown.
    pub(super) largest: usize,
    pub(super) auth: Vec<String>,
}

impl Session {
    /// Opens a connection as the settings say.
    pub(super) async fn open(settings: &SmtpSettings, outbound: &Outbound) -> Result<Self, ProviderFailure> {
        let patience = outbound.config().smtp;
        let mut wire = connect(settings, outbound).await?;
        let greeting = within(patience.hello, wire.reply()).await.map_err(unreachable)?;
        if greeting.code != 220 {
            return Err(failure(Stage::Hello, &greeting));
        }
        let mut offers = say_hello(&mut wire, settings, patience).await?;
        if settings.security == Security::StartTls {
            wire = start_tls(wire, &offers, settings, outbound).await?;
            offers = say_hello(&mut wire, settings, patience).await?;
        }
        if let Some(login) = &settings.login {
            log_in(&mut wire, &offers.auth, login, patience.hello).await?;
        }
        let server = greeting.text.split_ascii_whitespace().next().unwrap_or_default().to_owned();
        Ok(Self { wire, patience, offers, server, needs_reset: false, usable: true, reused: false })
    }

    /// Asks whether the server lets this address send, without sending anything.
    pub(super) async fn try_sender(&mut self, from: &EmailAddress) -> Result<(), ProviderFailure> {
        let command = format!("MAIL FROM:<{from}>");
        let reply = self.wire.ask(&command, self.patience.command).await.map_err(unreachable)?;
        if reply.code == 250 { Ok(()) } else { Err(failure(Stage::Mail, &reply)) }
    }

    /// Says goodbye; whether the server hears it does not matter.
    pub(super) async fn quit(mut self) {
        let _ = self.wire.ask("QUIT", std::time::Duration::from_secs(2)).await;
    }
}

async fn connect(settings: &SmtpSettings, outbound: &Outbound) -> Result<Wire, ProviderFailure> {
    let stream = outbound
        .connect(Receiver::SmtpHost, &settings.host, settings.port)
        .await
        .map_err(|_| ProviderFailure::unreachable("no connection to the mail server"))?;
    if settings.security != Security::Wrapper {
        return Ok(Wire::new(Stream::Plain(stream)));
    }
    let stream = outbound.encrypt(&settings.host, stream).await?;
    Ok(Wire::new(Stream::Tls(Box::new(stream))))
}

async fn say_hello(
    wire: &mut Wire,
    settings: &SmtpSettings,
    patience: SmtpPatience,
) -> Result<Offers, ProviderFailure> {
    let hello = format!("EHLO {}", settings.hello_name);
    let reply = wire.ask(&hello, patience.hello).await.map_err(unreachable)?;
    if reply.code == 250 { Ok(Offers::read(&reply)) } else { Err(failure(Stage::Hello, &reply)) }
}

async fn start_tls(
    mut wire: Wire,
    offers: &Offers,
    settings: &SmtpSettings,
    outbound: &Outbound,
) -> Result<Wire, ProviderFailure> {
    if !offers.starttls {
        return Err(ProviderFailure::new(FailureKind::Config, "starttls", "the server offers no STARTTLS"));
    }
    let reply = wire.ask("STARTTLS", outbound.config().smtp.hello).await.map_err(unreachable)?;
    if reply.code != 220 {
        return Err(failure(Stage::Hello, &reply));
    }
    Ok(wire.encrypt(outbound, &settings.host).await?)
}

impl Offers {
    /// Keywords come one a line; joined by blanks, a keyword follows the arguments of the one before,
    /// and no argument in use looks like a keyword of ours.
    fn read(reply: &Reply) -> Self {
        let mut offers = Self::default();
        let mut words = reply.text.split_ascii_whitespace().peekable();
        while let Some(word) = words.next() {
            match word.to_ascii_uppercase().as_str() {
                "PIPELINING" => offers.pipelining = true,
                "STARTTLS" => offers.starttls = true,
                "SIZE" => {
                    offers.size = true;
                    offers.largest = words.peek().and_then(|size| size.parse().ok()).unwrap_or(0);
                }
                mechanism @ ("PLAIN" | "LOGIN" | "XOAUTH2") => offers.auth.push(mechanism.to_owned()),
                // A few servers still write `AUTH=LOGIN PLAIN` as old clients wanted it.
                old if old.starts_with("AUTH=") => offers.auth.push(old["AUTH=".len()..].to_owned()),
                _ => {}
            }
        }
        offers
    }
}

/// Nothing of a message has left so far.
pub(super) fn unreachable(trouble: Trouble) -> ProviderFailure {
    ProviderFailure::unreachable(trouble.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_a_server_offers() {
        let text = "mail.example.com at your service SIZE 35882577 8BITMIME STARTTLS PIPELINING \
                    AUTH LOGIN PLAIN XOAUTH2 OAUTHBEARER AUTH=LOGIN SMTPUTF8";
        let offers = Offers::read(&Reply { code: 250, text: text.to_owned() });
        assert!(offers.pipelining && offers.starttls && offers.size);
        assert_eq!(offers.largest, 35_882_577);
        assert_eq!(offers.auth, ["LOGIN", "PLAIN", "XOAUTH2", "LOGIN"]);
    }

    #[test]
    fn a_bare_server_offers_nothing() {
        let offers = Offers::read(&Reply { code: 250, text: "mail.example.com SIZE".to_owned() });
        assert!(!offers.pipelining && !offers.starttls && offers.size && offers.largest == 0);
    }
}
