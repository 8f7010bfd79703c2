use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use domain::message::State;
use storage::ledger::{AccountRoom, ClaimOrder, Ended};

use super::rig::{Rig, StandIns, sink};
use crate::engine::{EngineConfig, Node};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    two_engines_on_one_database_send_once_each,
    a_stale_lease_sends_nothing,
    what_a_dead_process_had_on_the_wire_is_in_doubt_and_the_rest_goes_out,
    processes_get_numbers_of_their_own_and_one_that_lost_its_own_sends_nothing,
    a_number_that_was_given_back_is_free_at_once,
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
    let claimed = rig
        .ledger()
        .claim(ClaimOrder { node, until, limit: 10, accounts, company_rooms: HashMap::new() })
        .await?;
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
    let claimed = rig
        .ledger()
        .claim(ClaimOrder { node, until, limit: 10, accounts, company_rooms: HashMap::new() })
        .await?;
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

async fn processes_get_numbers_of_their_own_and_one_that_lost_its_own_sends_nothing(
    world: World,
) -> TestResult {
    let sink = sink().await?;
    let stand_ins = StandIns::smtp(&sink);
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    let account = rig.connect_smtp().await?;
    let clock = Arc::new(rig.world.clock.clone());
    let node = Node::take(&rig.world.db, clock.clone(), Ended::Nobody).await?;
    let second = Node::take(&rig.world.db, clock, Ended::Nobody).await?;
    assert_ne!(node.lease.node, second.lease.node);
    assert_eq!(node.ids.node(), node.lease.node);
    let config = EngineConfig { node: Some(node.lease), ..EngineConfig::default() };
    let engine = rig.other_engine(&stand_ins, config).await?;
    let first = rig.plan(vec![rig.email(account, "bir@ornek.com.tr").await?]).await?;
    assert_eq!(engine.drain().await?, 1);
    rig.world.execute("UPDATE nodes SET holder = 1").await?;
    rig.world.pass(20);
    let later = rig.plan(vec![rig.email(account, "iki@ornek.com.tr").await?]).await?;
    assert_eq!(engine.drain().await?, 0);
    assert_eq!(rig.states(&[first[0], later[0]]).await?, [State::Accepted, State::Queued]);
    tokio::time::timeout(Duration::from_secs(20), engine.lost()).await?;
    Ok(())
}

async fn a_number_that_was_given_back_is_free_at_once(world: World) -> TestResult {
    let rig = Rig::new(world, StandIns::default()).await?;
    let clock = Arc::new(rig.world.clock.clone());
    let node = Node::take(&rig.world.db, clock, Ended::Nobody).await?;
    let config = EngineConfig { node: Some(node.lease), ..EngineConfig::default() };
    let engine = rig.other_engine(&StandIns::default(), config).await?;
    engine.step().await?;
    assert_eq!(engine.inner.keep_node(rig.services.now()).await?, Some(node.lease.node));
    engine.close().await;
    // All other numbers are taken: only the one given back is free.
    rig.world
        .execute(
            "INSERT INTO nodes (id, holder, started_at, leased_until, latest_at) \
             SELECT n, 1, 0, 9000000000000000000, 0 FROM (WITH RECURSIVE s(n) AS \
             (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < 1023) SELECT n FROM s) AS all_numbers \
             WHERE n NOT IN (SELECT id FROM nodes)",
        )
        .await?;
    let next = Node::take(&rig.world.db, Arc::new(rig.world.clock.clone()), Ended::Nobody).await?;
    assert_eq!(next.lease.node, node.lease.node);
    Ok(())
}
