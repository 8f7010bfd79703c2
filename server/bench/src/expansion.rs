//! How fast a launched campaign becomes rows of the ledger.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use domain::campaigns::{AudienceForm, ContentForm, LaunchForm};
use providers::outbound::OutboundConfig;

use crate::Outcome;
use crate::installation::Installation;
use crate::place::Place;

/// Launches a campaign by e-mail to typed recipients, all different, and tells how long that took: to
/// check, read and fill them, and to write all rows.
///
/// # Errors
/// The product's.
pub async fn expansion(place: Place, people: usize) -> Outcome<Duration> {
    let installation = Installation::make(&place, OutboundConfig::default()).await?;
    let nowhere = std::net::SocketAddr::from(([127, 0, 0, 1], 9));
    installation.connect_smtp(nowhere, 2, "none").await?;
    let (services, owner) = (&installation.services, &installation.owner);
    let mut typed = String::new();
    for number in 0..people {
        writeln!(typed, "kisi{number}@ornek.com.tr")?;
    }
    let audience = AudienceForm { channel: "email".to_owned(), typed, ..AudienceForm::default() };
    let campaign = services.save_audience(owner, audience).await?.to_string();
    let content = ContentForm {
        campaign: campaign.clone(),
        class: "informational".to_owned(),
        subject: "Çalışma saatlerimiz".to_owned(),
        body: "Sayın müşterimiz, bu iletiyi {{eposta}} adresi için gönderdik.".to_owned(),
        ..ContentForm::default()
    };
    services.save_content(owner, content).await?;
    let launch = LaunchForm { campaign, people: people.to_string(), ..LaunchForm::default() };
    let began = Instant::now();
    services.launch_campaign(owner, launch).await?;
    let took = began.elapsed();
    installation.close().await;
    place.remove().await?;
    Ok(took)
}
