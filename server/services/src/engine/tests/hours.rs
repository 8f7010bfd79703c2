//! Messages leave in the hours their company set.

use domain::companies::SendingHoursForm;
use domain::message::{Channel, Purpose, State};
use domain::time::{CivilTime, Timestamp, Weekday};

use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(a_campaign_waits_for_the_hours_of_its_company_and_a_code_does_not);

async fn a_campaign_waits_for_the_hours_of_its_company_and_a_code_does_not(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.go_live_with(&sink).await?;
    // It is a Wednesday afternoon.
    let mondays =
        SendingHoursForm { from: "9".to_owned(), until: "10".to_owned(), days: vec![Weekday::Monday] };
    rig.services.set_sending_hours(&rig.owner, &mondays).await?;
    let mail = |purpose, recipient| {
        let mut message = rig.message(account, Channel::Email, recipient);
        (message.purpose, message.expires_at) = (purpose, None);
        message
    };
    let messages =
        vec![mail(Purpose::Campaign, "ali@ornek.com.tr"), mail(Purpose::Code, "veli@ornek.com.tr")];
    let ids = rig.plan(messages).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Queued, State::Accepted]);
    let monday = Timestamp::from_istanbul(CivilTime::parse("2026-11-23T09:00")?);
    let waiting = rig.ledger().message(rig.company, ids[0]).await?.ok_or("no message")?;
    assert_eq!(waiting.row.due_at, monday);
    rig.world.clock.set(monday);
    rig.engine.drain().await?;
    assert_eq!(rig.state(ids[0]).await?, State::Accepted);
    Ok(())
}
