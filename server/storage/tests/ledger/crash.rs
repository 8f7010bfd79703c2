//! A process that goes away between any two steps, and the one that comes after it.

use std::sync::Arc;

use domain::message::State;
use storage::StorageError;
use storage::ledger::{Answer, Ended, Ledger};

use crate::scene::{LEASE, Outcome, Scene, ledger_on, settlement, texts};

/// Drops the whole database handle without a word, and opens the file again as a new process does.
async fn crash(mut scene: Scene) -> Result<Scene, StorageError> {
    let Some(mut db) = scene.db.take() else { return Ok(scene) };
    db.reopen_after_crash().await?;
    let ledger = ledger_on(&db, &scene.clock, &scene.ids);
    ledger.take_node(scene.ids.next_id(), scene.now() + LEASE, Ended::Everybody).await?;
    Ok(Scene { ledger: Arc::new(ledger), db: Some(db), ..scene })
}

#[tokio::test]
async fn what_was_planned_or_claimed_is_sent_by_the_next_process() -> Outcome {
    let scene = Scene::sqlite().await;
    let ids = scene.plan(texts(0..20)).await?;
    let scene = crash(scene).await?;
    let node = scene.node().await?.node;
    assert_eq!(scene.claim(node, 12).await?.len(), 12);
    let scene = crash(scene).await?;
    assert_eq!(scene.ledger.recover(100).await?.queued, ids[..12]);
    assert_eq!(scene.send_all().await?.len(), 20);
    assert_eq!(scene.states(&ids).await?, [State::Accepted; 20]);
    Ok(())
}

#[tokio::test]
async fn only_what_was_on_the_wire_is_in_doubt() -> Outcome {
    let scene = Scene::sqlite().await;
    let ids = scene.plan(texts(0..20)).await?;
    let node = scene.node().await?.node;
    let claimed = scene.claim(node, 20).await?;
    let leaving: Vec<_> = claimed[..9].iter().map(|claimed| scene.departure(claimed)).collect();
    let attempts = scene.ledger.put_on_wire(leaving).await?;
    let answered = (0..4).map(|n| settlement(&claimed[n], attempts[n], Answer::Accepted));
    scene.ledger.settle(answered.collect()).await?;
    let scene = crash(scene).await?;
    let recovered = scene.ledger.recover(100).await?;
    assert_eq!(recovered.in_doubt, ids[4..9]);
    assert_eq!(recovered.queued, ids[9..]);
    assert_eq!(scene.states(&ids[..4]).await?, [State::Accepted; 4]);
    // The dead process's last answer still counts when it can be had.
    let late = settlement(&claimed[4], attempts[4], Answer::Accepted);
    assert!(scene.ledger.settle(vec![late]).await?[0].moved);
    Ok(())
}

#[tokio::test]
async fn a_batch_is_written_whole_or_not_at_all() -> Outcome {
    let scene = Scene::sqlite().await;
    let planning = scene.ledger.plan(texts(0..500));
    // The caller goes away while the writer may be anywhere in the batch.
    let waited = tokio::time::timeout(std::time::Duration::from_millis(3), planning).await;
    drop(waited);
    let scene = crash(scene).await?;
    let written: i64 = scene.campaign().await?.values().sum();
    assert!(written == 0 || written == 500, "{written}");
    let again = scene.ledger.plan(texts(0..500)).await?;
    assert_eq!(again.iter().filter(|planned| planned.is_new).count() as i64, 500 - written);
    assert_eq!(scene.campaign().await?.get(&State::Queued), Some(&500));
    Ok(())
}
