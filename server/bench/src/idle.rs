//! How soon a message leaves when there is nothing else to do, and how many can be taken in.

use std::time::{Duration, Instant};

use domain::id::MessageId;
use domain::messages::SendMessageForm;
use providers::outbound::OutboundConfig;
use sandbox::smtp::{SmtpSink, SmtpSinkConfig};
use services::engine::{Engine, EngineConfig};
use storage::ledger::Ledger as _;
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::background::Background;
use crate::installation::Installation;
use crate::place::Place;

/// Between two messages of an idle day: ten a second.
const PAUSE: Duration = Duration::from_millis(100);
/// Callers at once.
const CALLERS: usize = 100;

fn form(number: usize) -> SendMessageForm {
    SendMessageForm {
        channel: "email".to_owned(),
        recipient: format!("kisi{number}@ornek.com.tr"),
        class: "informational".to_owned(),
        subject: "Siparişiniz yolda".to_owned(),
        text: "Siparişiniz bugün teslim edilecek.".to_owned(),
        ..SendMessageForm::default()
    }
}

/// From the moment somebody asks for a message to its MAIL FROM at the sink, ten times a second; in
/// milliseconds.
///
/// # Errors
/// The product's, or a message that did not arrive.
pub async fn accept_to_wire(place: Place, messages: usize) -> Outcome<Vec<f64>> {
    let background = Background::new()?;
    let sink = background.run(SmtpSink::start(SmtpSinkConfig::default())).await?;
    let outbound = OutboundConfig { allow: vec![sink.addr()], ..OutboundConfig::default() };
    let installation = Installation::make(&place, outbound).await?;
    installation.connect_smtp(sink.addr(), 4, "none").await?;
    let engine =
        Engine::new(installation.services.clone(), EngineConfig { alone: true, ..EngineConfig::default() });
    let stop = CancellationToken::new();
    let running = tokio::spawn({
        let stop = stop.clone();
        async move { engine.run(stop.cancelled_owned()).await }
    });
    let mut asked = Vec::with_capacity(messages);
    for number in 0..messages {
        tokio::time::sleep(PAUSE).await;
        let at = Instant::now();
        asked.push((at, installation.services.send_message(&installation.owner, &form(number)).await?));
    }
    tokio::time::sleep(10 * PAUSE).await;
    stop.cancel();
    running.await??;
    let waits = waits(&installation, &sink, &asked).await?;
    installation.close().await;
    place.remove().await?;
    Ok(waits)
}

async fn waits(
    installation: &Installation,
    sink: &SmtpSink,
    asked: &[(Instant, MessageId)],
) -> Outcome<Vec<f64>> {
    let mut waits = Vec::with_capacity(asked.len());
    for (at, message) in asked {
        let history = installation.ledger.history(installation.company, *message).await?;
        let attempt = history.attempts.first().ok_or("a message did not leave")?.id.to_string();
        let arrival = sink.arrival(&attempt).ok_or("a message did not arrive")?;
        waits.push(arrival.first.duration_since(*at).as_secs_f64() * 1e3);
    }
    Ok(waits)
}

/// How long a hundred callers take to have so many messages accepted, one each time; every one is on disk
/// before its caller hears of it.
///
/// # Errors
/// The product's.
pub async fn accept(place: Place, messages: usize) -> Outcome<Duration> {
    let installation = Installation::make(&place, OutboundConfig::default()).await?;
    let nowhere = std::net::SocketAddr::from(([127, 0, 0, 1], 9));
    installation.connect_smtp(nowhere, 2, "none").await?;
    let each = messages / CALLERS;
    let began = Instant::now();
    let callers = (0..CALLERS).map(|caller| {
        let (services, owner) = (installation.services.clone(), installation.owner.clone());
        tokio::spawn(async move {
            for number in 0..each {
                services.send_message(&owner, &form(caller * each + number)).await?;
            }
            Outcome::Ok(())
        })
    });
    for caller in callers.collect::<Vec<_>>() {
        caller.await??;
    }
    let took = began.elapsed();
    installation.close().await;
    place.remove().await?;
    Ok(took)
}
