use domain::accounts::Via;
use domain::id::MessageId;
use domain::message::{FailureReason, State};
use storage::StorageError;
use storage::ledger::{Answer, Reason, Resend, Selected, Selection, Unreached};

use crate::scene::{ACCOUNT, CAMPAIGN, COMPANY, OTHER, Outcome, Scene, settlement, texts};

const OFF: Reason = Reason::Failure(FailureReason::PhoneOff);

/// Sends all that waits; the provider refuses it.
async fn fail_all(scene: &Scene) -> Outcome {
    let node = scene.node().await?.node;
    let sent = scene.on_wire(node).await?;
    let failed = Answer::Failed(FailureReason::PhoneOff);
    let answers = sent.iter().map(|(claimed, attempt)| settlement(claimed, *attempt, failed));
    scene.ledger.settle(answers.collect()).await.map(drop)
}

async fn again(
    scene: &Scene,
    message: MessageId,
    undone: Option<MessageId>,
) -> Result<MessageId, StorageError> {
    let due_at = scene.now();
    let resend = Resend {
        message,
        undone,
        account: None,
        due_at,
        expires_at: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
    };
    Ok(scene.ledger.resend(COMPANY, vec![resend]).await?[0].message)
}

async fn unreached(scene: &Scene) -> Result<Vec<Unreached>, StorageError> {
    scene.ledger.unreached(COMPANY, CAMPAIGN, None, 100).await
}

pub async fn counts_each_person_by_the_newest_message(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..3)).await?;
    fail_all(scene).await?;
    assert_eq!(scene.ledger.campaign_failures(COMPANY, CAMPAIGN).await?, [(Some(OFF), 3)]);
    assert!(scene.ledger.campaign_replaced(COMPANY, &[CAMPAIGN]).await?.is_empty());
    again(scene, ids[0], None).await?;
    let second = again(scene, ids[1], None).await?;
    scene.send_all().await?;
    assert_eq!(scene.ledger.campaign_replaced(COMPANY, &[CAMPAIGN]).await?, [(CAMPAIGN, State::Failed, 2)]);
    let left = Unreached { message: ids[2], reason: Some(OFF), account: Some(ACCOUNT), undone: None };
    assert_eq!(unreached(scene).await?, [left]);
    assert!(scene.ledger.unreached(COMPANY, CAMPAIGN, Some(ids[2]), 9).await?.is_empty());
    assert!(scene.ledger.unreached(OTHER, CAMPAIGN, None, 9).await?.is_empty());
    assert!(scene.ledger.campaign_failures(OTHER, CAMPAIGN).await?.is_empty());
    assert!(scene.ledger.campaign_replaced(OTHER, &[CAMPAIGN]).await?.is_empty());
    assert_eq!(scene.state(second).await?, State::Accepted);
    Ok(())
}

pub async fn a_repeat_that_was_taken_back_replaces_nothing(scene: &Scene) -> Outcome {
    let first = scene.plan_one(texts(0..1).remove(0)).await?;
    fail_all(scene).await?;
    let repeat = again(scene, first, None).await?;
    let of = Selection { company: COMPANY, which: Selected::Campaign(CAMPAIGN), after: None, limit: 9 };
    scene.ledger.cancel(of, None).await?;
    let undone =
        Unreached { message: first, reason: Some(OFF), account: Some(ACCOUNT), undone: Some(repeat) };
    assert_eq!(unreached(scene).await?, [undone]);
    assert_eq!(
        scene.ledger.campaign_replaced(COMPANY, &[CAMPAIGN]).await?,
        [(CAMPAIGN, State::Cancelled, 1)]
    );
    assert_eq!(again(scene, first, None).await?, repeat, "the same asking is the same message");
    let next = again(scene, first, Some(repeat)).await?;
    assert_ne!(next, repeat);
    scene.send_all().await?;
    assert!(unreached(scene).await?.is_empty());
    let replaced = [(CAMPAIGN, State::Failed, 1), (CAMPAIGN, State::Cancelled, 1)];
    assert_eq!(scene.ledger.campaign_replaced(COMPANY, &[CAMPAIGN]).await?, replaced);
    Ok(())
}
