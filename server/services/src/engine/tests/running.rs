use std::time::Duration;

use domain::message::State;

use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(sends_what_comes_until_it_is_told_to_stop);

/// Far more than it takes; only a failure waits for so long.
const LONG: Duration = Duration::from_secs(20);

async fn sends_what_comes_until_it_is_told_to_stop(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let engine = rig.engine.clone();
    let running = tokio::spawn(async move { engine.run(async { drop(stopped.await) }).await });
    let mut changes = rig.ledger().signals().changes();
    let mut mails = Vec::new();
    for number in 0..100 {
        mails.push(rig.email(account, &format!("kisi{number}@ornek.com.tr")).await?);
    }
    let ids = rig.plan(mails).await?;
    let all = async {
        while sink.report().accepted < 100 {
            changes.recv().await?;
        }
        Ok::<_, tokio::sync::broadcast::error::RecvError>(())
    };
    tokio::time::timeout(LONG, all).await??;
    let _ = stop.send(());
    tokio::time::timeout(LONG, running).await???;
    assert!(rig.states(&ids).await?.iter().all(|state| *state == State::Accepted));
    assert_eq!((sink.report().accepted, sink.report().duplicates), (100, 0));
    let late = rig.plan(vec![rig.email(account, "sonra@ornek.com.tr").await?]).await?[0];
    assert_eq!(rig.state(late).await?, State::Queued, "nobody sends any more");
    Ok(())
}
