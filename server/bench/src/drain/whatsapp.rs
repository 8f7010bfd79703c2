use std::net::SocketAddr;

use domain::message::{Channel, Purpose};
use providers::outbound::OutboundConfig;
use sandbox::SandboxClock;
use sandbox::graph::{GraphConfig, GraphStandIn};
use storage::clock::{Clock as _, SystemClock};
use storage::ledger::Body;

use super::drained::{Drained, span};
use super::running::run_until;
use crate::Outcome;
use crate::background::Background;
use crate::installation::Installation;
use crate::messages::message;
use crate::place::Place;

const TEMPLATE: &str =
    r#"{"name":"siparis_onayi","language":"tr","body":[{"text":"Ayşe Yılmaz"},{"text":"S-1024"}]}"#;

/// Drains template messages of WhatsApp, a call each, over the 200 connections of an account at Meta's
/// highest rate, with the rate itself lifted.
///
/// # Errors
/// The product's, or a stand-in that has other messages than were sent.
pub async fn whatsapp(place: Place, messages: usize) -> Outcome<Drained> {
    let background = Background::new()?;
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let start = GraphStandIn::start(any, GraphConfig::unlimited(), SandboxClock::new(1.0));
    let graph = background.run(start).await?;
    let outbound = OutboundConfig {
        allow: vec![graph.addr()],
        base_urls: [("whatsapp_cloud".to_owned(), graph.base_url().to_owned())].into(),
        ..OutboundConfig::default()
    };
    let installation = Installation::make(&place, outbound).await?;
    preload(&installation, &graph, messages).await?;
    let arrived = || graph.report().accepted;
    let alone = !place.is_postgres();
    let (product, stand_in) = run_until(&installation.services, alone, messages as u64, arrived).await?;
    installation.close().await;
    place.remove().await?;
    let report = graph.report();
    if report.distinct_references != messages as u64 || report.reference_repeats > 0 {
        return Err(format!("the stand-in has something else than was sent: {report:?}").into());
    }
    let span = span(graph.references().keys().filter_map(|name| graph.arrival(name)));
    Ok(Drained { messages, span: span.ok_or("nothing arrived")?, product, stand_in })
}

async fn preload(installation: &Installation, graph: &GraphStandIn, messages: usize) -> Outcome {
    let config = graph.config();
    let number = config.numbers.first().ok_or("the stand-in has no number")?;
    let values = [
        ("phone_number_id", number.id.clone()),
        ("waba_id", config.waba_id.clone()),
        ("access_token", "token".to_owned()),
        ("app_secret", config.app_secret.clone()),
        ("verify_token", "bench-verify-token".to_owned()),
        ("rate", "1000".to_owned()),
    ];
    let account = installation.connect("whatsapp_cloud", &values).await?;
    installation.lift_rates().await?;
    let (from, now) = ((installation.company, account), SystemClock.now());
    let texts = (0..messages).map(|number| {
        let body = Body {
            recipient: format!("+9053{number:08}"),
            params: Some(TEMPLATE.to_owned()),
            ..Body::default()
        };
        let key = format!("campaign:1:0:whatsapp:{number:012}");
        message(from, Channel::Whatsapp, Purpose::Campaign, key, now, body)
    });
    installation.plan(texts).await.map(drop)
}
