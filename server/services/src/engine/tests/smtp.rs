use domain::message::State;

use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(mails_leave_filled_and_once,);

async fn mails_leave_filled_and_once(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let mut messages = Vec::new();
    for number in 0..20 {
        messages.push(rig.email(account, &format!("kisi{number}@ornek.com.tr")).await?);
    }
    let ids = rig.plan(messages).await?;
    assert_eq!(rig.engine.drain().await?, 20);
    assert!(rig.states(&ids).await?.iter().all(|state| *state == State::Accepted));
    let report = sink.report();
    assert_eq!((report.accepted, report.distinct, report.duplicates), (20, 20, 0));
    assert!(report.max_open_connections <= 4, "{}", report.max_open_connections);
    let history = rig.ledger().history(rig.company, ids[0]).await?;
    let attempt = history.attempts.first().ok_or("no attempt")?;
    assert_eq!(sink.received().get(&attempt.id.to_string()), Some(&1));
    Ok(())
}
