//! AUTH: RFC 4954 with PLAIN, LOGIN and Google's XOAUTH2.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;

use super::refusal::{Stage, failure};
use super::reply::Reply;
use super::settings::Login;
use super::wire::{Trouble, Wire};
use crate::provider::ProviderFailure;

/// Logs in with the best mechanism that the server offers in the words of its EHLO answer.
pub(super) async fn log_in(
    wire: &mut Wire,
    offered: &[String],
    login: &Login,
    patience: Duration,
) -> Result<(), ProviderFailure> {
    let offers = |mechanism: &str| offered.iter().any(|word| word.eq_ignore_ascii_case(mechanism));
    let reply = if login.oauth {
        xoauth2(wire, login, patience).await
    } else if offers("LOGIN") && !offers("PLAIN") {
        step_by_step(wire, login, patience).await
    } else if offered.is_empty() {
        return Err(ProviderFailure::config("the server offers no login on this connection"));
    } else {
        plain(wire, login, patience).await
    };
    let reply = reply.map_err(|trouble| ProviderFailure::unreachable(trouble.to_string()))?;
    if reply.code == 235 { Ok(()) } else { Err(failure(Stage::Auth, &reply)) }
}

async fn plain(wire: &mut Wire, login: &Login, patience: Duration) -> Result<Reply, Trouble> {
    let secret = STANDARD.encode(format!("\0{}\0{}", login.user, login.secret.expose_secret()));
    wire.ask(&format!("AUTH PLAIN {secret}"), patience).await
}

async fn step_by_step(wire: &mut Wire, login: &Login, patience: Duration) -> Result<Reply, Trouble> {
    let mut reply = wire.ask("AUTH LOGIN", patience).await?;
    for answer in [login.user.as_str(), login.secret.expose_secret()] {
        if reply.code != 334 {
            break;
        }
        reply = wire.ask(&STANDARD.encode(answer), patience).await?;
    }
    Ok(reply)
}

async fn xoauth2(wire: &mut Wire, login: &Login, patience: Duration) -> Result<Reply, Trouble> {
    let token = login.secret.expose_secret();
    let answer = STANDARD.encode(format!("user={}\x01auth=Bearer {token}\x01\x01", login.user));
    let reply = wire.ask(&format!("AUTH XOAUTH2 {answer}"), patience).await?;
    // A refusal comes as a challenge with its details; an empty answer fetches the refusal itself.
    if reply.code == 334 { wire.ask("", patience).await } else { Ok(reply) }
}
