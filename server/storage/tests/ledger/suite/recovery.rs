use std::time::Duration;

use domain::id::UserId;
use domain::message::State;
use storage::ledger::{Ended, Recovered, Resolution, ResolvedBy, Verdict};

use crate::scene::{ACCOUNT, COMPANY, LEASE, OTHER, Outcome, Scene, sms, texts};

pub async fn queues_again_what_had_not_left_and_doubts_what_had(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..4)).await?;
    let mut order = scene.order(scene.node().await?.node, 10);
    // The leases outlast the process, so its end alone must be enough.
    order.until = scene.now() + LEASE * 10;
    let claimed = scene.ledger.claim(order).await?;
    let mut departure = scene.departure(&claimed[2]);
    departure.answer_by = scene.now() + LEASE * 10;
    scene.ledger.put_on_wire(vec![departure]).await?;
    assert_eq!(scene.ledger.recover(10).await?, Recovered::default());
    scene.clock.advance(LEASE);
    let recovered = scene.ledger.recover(10).await?;
    assert_eq!(recovered.queued, [ids[0], ids[1], ids[3]]);
    assert_eq!(recovered.in_doubt, [ids[2]]);
    let doubtful = scene.ledger.in_doubt(None, 10).await?;
    assert_eq!(doubtful.iter().map(|one| one.message).collect::<Vec<_>>(), [ids[2]]);
    assert!(scene.ledger.in_doubt(Some(ids[2]), 10).await?.is_empty());
    Ok(())
}

pub async fn leaves_a_living_worker_alone(scene: &Scene) -> Outcome {
    scene.plan(texts(0..2)).await?;
    let lease = scene.node().await?;
    let mut order = scene.order(lease.node, 10);
    order.until = scene.now() + LEASE * 10;
    scene.ledger.claim(order).await?;
    scene.clock.advance(LEASE / 2);
    assert!(scene.ledger.renew_node(lease, scene.now() + LEASE, scene.ids.latest()).await?);
    scene.clock.advance(LEASE / 2);
    assert_eq!(scene.ledger.recover(10).await?, Recovered::default());
    Ok(())
}

pub async fn doubts_the_overdue_of_a_living_worker(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let lease = scene.node().await?;
    let claimed = scene.claim(lease.node, 10).await?;
    let mut departure = scene.departure(&claimed[0]);
    departure.answer_by = scene.after(5);
    scene.ledger.put_on_wire(vec![departure]).await?;
    scene.clock.advance(Duration::from_secs(5));
    assert_eq!(scene.ledger.recover(10).await?.in_doubt, [message]);
    Ok(())
}

pub async fn repeats_by_rule_only_once(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let mut repeated = Vec::new();
    for by in [ResolvedBy::Rule, ResolvedBy::Rule, ResolvedBy::Person(UserId::from_i64(5))] {
        if scene.state(message).await? != State::InDoubt {
            scene.on_wire(scene.node().await?.node).await?;
            scene.clock.advance(LEASE);
            scene.ledger.recover(10).await?;
        }
        let attempt = scene.ledger.in_doubt(None, 1).await?[0].attempt;
        let verdict = Verdict::Repeat { due_at: scene.now() };
        let (company, code, text) = (COMPANY, None, None);
        let end = Resolution { company, message, attempt, verdict, by, code, text, provider_ref: None };
        repeated.push(scene.ledger.resolve_doubt(vec![end]).await?.len());
    }
    assert_eq!(repeated, [1, 0, 1]);
    let history = scene.ledger.history(COMPANY, message).await?;
    assert_eq!(history.events.last().and_then(|event| event.actor), Some(UserId::from_i64(5)));
    assert_eq!(history.attempts.len(), 2);
    Ok(())
}

pub async fn resolves_only_the_doubted_attempt(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let end = |company, attempt| Resolution {
        company,
        message,
        attempt,
        verdict: Verdict::Delivered,
        by: ResolvedBy::Provider,
        code: None,
        text: None,
        provider_ref: None,
    };
    let own = || end(COMPANY, sent[0].1);
    assert!(scene.ledger.resolve_doubt(vec![own()]).await?.is_empty(), "not in doubt yet");
    scene.clock.advance(LEASE);
    scene.ledger.recover(10).await?;
    let wrong = end(COMPANY, domain::id::AttemptId::from_i64(7));
    let foreign = end(OTHER, sent[0].1);
    assert!(scene.ledger.resolve_doubt(vec![wrong, foreign]).await?.is_empty());
    assert_eq!(scene.ledger.resolve_doubt(vec![own(), own()]).await?, [message]);
    assert_eq!(scene.state(message).await?, State::Delivered);
    Ok(())
}

pub async fn keeps_the_name_a_doubt_ends_with(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    scene.clock.advance(LEASE);
    scene.ledger.recover(10).await?;
    let end = |place: usize, name: &str| Resolution {
        company: COMPANY,
        message: sent[place].0.message,
        attempt: sent[place].1,
        verdict: Verdict::Accepted,
        by: ResolvedBy::Provider,
        code: None,
        text: None,
        provider_ref: Some(name.to_owned()),
    };
    let ended = vec![end(0, "job/1"), end(0, "job/2"), end(1, "job/3")];
    assert_eq!(scene.ledger.resolve_doubt(ended).await?.len(), 2);
    let awaited = scene.ledger.awaited_reports(COMPANY, ACCOUNT, None, 10).await?;
    let mut names: Vec<_> = awaited.into_iter().filter_map(|one| one.provider_ref).collect();
    names.sort();
    assert_eq!(names, ["job/1", "job/3"]);
    assert_eq!(scene.states(&ids).await?, [State::Accepted; 2]);
    Ok(())
}

pub async fn gives_each_process_a_number_of_its_own(scene: &Scene) -> Outcome {
    let (first, second) = (scene.node().await?, scene.node().await?);
    assert_ne!(first.node, second.node);
    scene.clock.advance(LEASE);
    let stranger = storage::ledger::NodeLease { holder: second.holder, ..first };
    let until = scene.now() + LEASE;
    assert!(!scene.ledger.renew_node(stranger, until, scene.now()).await?);
    assert!(scene.ledger.renew_node(first, until, scene.now()).await?, "late but still its own");
    Ok(())
}

pub async fn frees_the_numbers_of_the_dead_when_alone(scene: &Scene) -> Outcome {
    let messages = scene.plan(texts(0..2)).await?;
    let dead = scene.node().await?;
    scene.claim(dead.node, 10).await?;
    let alone = scene.ledger.take_node(99, scene.now() + LEASE, Ended::Everybody).await?;
    assert_ne!(alone.node, dead.node, "its messages are still in its hands");
    assert_eq!(scene.ledger.recover(10).await?.queued, messages);
    Ok(())
}

pub async fn frees_only_the_numbers_of_those_known_to_have_ended(scene: &Scene) -> Outcome {
    let messages = scene.plan(texts(0..2)).await?;
    let (dead, alive) = (scene.node().await?, scene.node().await?);
    scene.claim(dead.node, 1).await?;
    scene.claim(alive.node, 1).await?;
    let ended = Ended::These(vec![dead.holder]);
    let next = scene.ledger.take_node(99, scene.now() + LEASE, ended).await?;
    assert_ne!(next.node, dead.node, "its message is still in its hands");
    assert_eq!(scene.ledger.recover(10).await?.queued, messages[..1]);
    assert_eq!(scene.states(&messages).await?, [State::Queued, State::Leased]);
    Ok(())
}

pub async fn tells_since_when_nobody_was_there(scene: &Scene) -> Outcome {
    let first = scene.node().await?;
    assert_eq!(first.idle_since, None, "nobody ever was");
    assert_eq!(scene.node().await?.idle_since, None, "another one is");
    let ended = scene.now() + LEASE;
    scene.clock.advance(LEASE * 9);
    assert_eq!(scene.node().await?.idle_since, Some(ended));
    Ok(())
}
