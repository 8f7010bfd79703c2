use std::sync::Arc;
use std::time::Duration;

use domain::message::State;
use storage::ledger::{AccountRoom, ClaimOrder};

use super::rig::{Rig, StandIns, sink};
use crate::engine::EngineConfig;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    two_engines_on_one_database_send_once_each,
    a_stale_lease_sends_nothing,
    what_a_dead_process_had_on_the_wire_is_in_doubt_and_the_rest_goes_out,
);

async fn two_engines_on_one_database_send_once_each(world: World) -> TestResult {
    let sink = sink().await?;
    let stand_ins = StandIns::smtp(&sink);
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let other = rig.other_engine(&stand_ins, EngineConfig::default()).await?;
    let mut messages = Vec::new();
    for number in 0..200 {
        messages.push(rig.email(account, &format!("kisi{number}@ornek.com.tr")).await?);
    }
    let ids = rig.plan(messages).await?;
    let (one, two) = tokio::join!(rig.engine.drain(), other.drain());
    assert_eq!(one? + two? + rig.engine.drain().await?, 200);
    assert!(rig.states(&ids).await?.iter().all(|state| *state == State::Accepted));
    assert_eq!((sink.report().accepted, sink.report().duplicates), (200, 0));
    Ok(())
}

async fn a_stale_lease_sends_nothing(world: World) -> TestResult {
    let sink = sink().await?;
    let stand_ins = StandIns::smtp(&sink);
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let id = rig.plan(vec![rig.email(account, "ok@ornek.com.tr").await?]).await?[0];

    // A process claims it and falls asleep before it sends.
    let asleep = &rig.engine.inner;
    asleep.refresh_lanes().await?;
    let node = asleep.keep_node(rig.services.now()).await?.ok_or("no node")?;
    let until = rig.services.now() + Duration::from_secs(30);
    let accounts = vec![AccountRoom { company: rig.company, account, room: 10 }];
    let claimed = rig.ledger().claim(ClaimOrder { node, until, limit: 10, accounts }).await?;
    let prepared = asleep.prepare(claimed).await?;
    assert_eq!(prepared.ready.len(), 1);

    // Another one finds the message and sends it.
    rig.world.pass(31);
    let other = rig.other_engine(&stand_ins, EngineConfig::default()).await?;
    other.look_after().await?;
    assert_eq!(other.drain().await?, 1);
    assert_eq!((rig.state(id).await?, sink.report().accepted), (State::Accepted, 1));

    // The first one wakes up.
    let lane = asleep.lane(account).ok_or("no lane")?;
    assert_eq!(lane.enqueue(prepared.ready), 1);
    asleep.workers.begin();
    Arc::clone(asleep).work(Arc::clone(&lane)).await;
    asleep.collector.drained().await;
    assert_eq!((rig.state(id).await?, sink.report().accepted), (State::Accepted, 1));
    Ok(())
}

async fn what_a_dead_process_had_on_the_wire_is_in_doubt_and_the_rest_goes_out(world: World) -> TestResult {
    let sink = sink().await?;
    let stand_ins = StandIns::smtp(&sink);
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let mails =
        vec![rig.email(account, "ok+1@ornek.com.tr").await?, rig.email(account, "ok+2@ornek.com.tr").await?];
    let ids = rig.plan(mails).await?;
    let dead = &rig.engine.inner;
    let node = dead.keep_node(rig.services.now()).await?.ok_or("no node")?;
    let until = rig.services.now() + Duration::from_secs(30);
    let accounts = vec![AccountRoom { company: rig.company, account, room: 10 }];
    let claimed = rig.ledger().claim(ClaimOrder { node, until, limit: 10, accounts }).await?;
    let first = claimed.iter().find(|one| one.message == ids[0]).ok_or("not claimed")?;
    let departure = storage::ledger::Departure {
        message: first.message,
        fence: first.fence,
        attempt: domain::id::AttemptId::from_i64(rig.services.ids().next_id()),
        call: None,
        answer_by: rig.services.now() + Duration::from_secs(900),
        sha256: None,
    };
    assert_eq!(rig.ledger().put_on_wire(vec![departure]).await?.len(), 1);

    // Its number is not renewed any more.
    rig.world.pass(31);
    let other = rig.other_engine(&stand_ins, EngineConfig::default()).await?;
    other.look_after().await?;
    other.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::InDoubt, State::Accepted]);
    assert_eq!(sink.report().accepted, 1);
    Ok(())
}
