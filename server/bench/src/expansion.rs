//! How fast a launched campaign becomes rows of the ledger.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use domain::campaigns::{AudienceForm, CampaignState, ContentForm, LaunchForm};
use providers::outbound::OutboundConfig;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, Statement};

use crate::Outcome;
use crate::installation::Installation;
use crate::place::Place;

const GLANCE: Duration = Duration::from_millis(5);
/// No campaign takes longer.
const PATIENCE: Duration = Duration::from_secs(600);

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
    planned(&place).await?;
    let took = began.elapsed();
    installation.close().await;
    let rows = count(&place, "SELECT COUNT(*) FROM messages").await?;
    if rows != i64::try_from(people)? {
        return Err(format!("{rows} messages of {people} people").into());
    }
    place.remove().await?;
    Ok(took)
}

/// Returns when no campaign is being written any more: a large one is written after its launch answers.
async fn planned(place: &Place) -> Outcome {
    let sql = format!("SELECT COUNT(*) FROM campaigns WHERE state = {}", CampaignState::Planning.code());
    let (db, began) = (place.look().await?, Instant::now());
    while count_on(&db, &sql).await? > 0 {
        if began.elapsed() > PATIENCE {
            return Err("the campaign was never fully written".into());
        }
        tokio::time::sleep(GLANCE).await;
    }
    Ok(db.close().await?)
}

async fn count(place: &Place, sql: &str) -> Outcome<i64> {
    let db = place.look().await?;
    let found = count_on(&db, sql).await?;
    db.close().await?;
    Ok(found)
}

async fn count_on(db: &DatabaseConnection, sql: &str) -> Outcome<i64> {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(row.ok_or("a count of nothing")?.try_get_by_index(0)?)
}
