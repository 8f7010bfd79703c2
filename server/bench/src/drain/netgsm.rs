use std::net::SocketAddr;

use domain::message::{Channel, Purpose};
use providers::outbound::OutboundConfig;
use sandbox::SandboxClock;
use sandbox::netgsm::{NetgsmConfig, NetgsmStandIn};
use storage::clock::{Clock as _, SystemClock};
use storage::ledger::Body;

use super::drained::{Drained, span};
use super::running::run_until;
use crate::Outcome;
use crate::background::Background;
use crate::installation::Installation;
use crate::messages::message;
use crate::place::Place;

/// Drains texts of their own to as many numbers, 500 a call.
///
/// # Errors
/// The product's, or a stand-in that has other messages than were sent.
pub async fn netgsm(place: Place, messages: usize) -> Outcome<Drained> {
    let background = Background::new()?;
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let start = NetgsmStandIn::start(any, NetgsmConfig::unlimited(), SandboxClock::new(1.0));
    let netgsm = background.run(start).await?;
    let outbound = OutboundConfig {
        allow: vec![netgsm.addr()],
        base_urls: [("netgsm".to_owned(), netgsm.base_url())].into(),
        ..OutboundConfig::default()
    };
    let installation = Installation::make(&place, outbound).await?;
    preload(&installation, messages).await?;
    let arrived = || netgsm.report().recipients;
    let alone = !place.is_postgres();
    let (product, stand_in) = run_until(&installation.services, alone, messages as u64, arrived).await?;
    installation.close().await;
    place.remove().await?;
    let report = netgsm.report();
    if report.distinct_numbers != messages as u64 || report.number_repeats > 0 {
        return Err(format!("the stand-in has something else than was sent: {report:?}").into());
    }
    let span = span(netgsm.numbers().keys().filter_map(|number| netgsm.arrival(number)));
    Ok(Drained { messages, span: span.ok_or("nothing arrived")?, product, stand_in })
}

async fn preload(installation: &Installation, messages: usize) -> Outcome {
    let values = [
        ("usercode", "8501234567".to_owned()),
        ("password", "x".to_owned()),
        ("sender", "FIRMAADI".to_owned()),
    ];
    let account = installation.connect("netgsm", &values).await?;
    let (from, now) = ((installation.company, account), SystemClock.now());
    let texts = (0..messages).map(|number| {
        let body = Body {
            recipient: format!("+9053{number:08}"),
            text: Some(format!("Sayın müşterimiz, IL2026{number:09} numaralı faturanız hazır. Işık Ltd.")),
            ..Body::default()
        };
        message(from, Channel::Sms, Purpose::Campaign, format!("campaign:1:0:sms:{number:012}"), now, body)
    });
    installation.plan(texts).await.map(drop)
}
