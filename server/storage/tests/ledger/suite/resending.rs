use std::time::Duration;

use domain::accounts::Via;
use domain::id::MessageId;
use domain::message::{FailureReason, State};
use storage::StorageError;
use storage::ledger::{
    Answer, Cursor, MessageFilter, Reason, Report, ReportSubject, Resend, Selected, Selection, Unreached,
};

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
        cost: None,
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

pub async fn lists_one_message_of_each_person(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..3)).await?;
    fail_all(scene).await?;
    let second = again(scene, ids[0], None).await?;
    let undone = again(scene, ids[1], None).await?;
    let which = Selected::Messages(vec![undone]);
    let of = Selection { company: COMPANY, which, after: None, limit: 9 };
    scene.ledger.cancel(of, None).await?;
    let newest = MessageFilter { campaign: Some(CAMPAIGN), newest_of_each: true, ..MessageFilter::default() };
    let page = scene.ledger.list_messages(COMPANY, &newest, Cursor::Newest, 2).await?;
    let first: Vec<_> = page.rows.iter().map(|row| row.id).collect();
    assert_eq!(first, [second, ids[2]], "the first of who was sent to again is not among them");
    let rest = scene.ledger.list_messages(COMPANY, &newest, page.next.unwrap_or_default(), 2).await?;
    assert_eq!(rest.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[1]]);
    let failed = MessageFilter { states: vec![State::Failed], ..newest };
    let page = scene.ledger.list_messages(COMPANY, &failed, Cursor::Newest, 9).await?;
    assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ids[2], ids[1]]);
    Ok(())
}

pub async fn stops_the_repeats_of_a_campaign_alone(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    fail_all(scene).await?;
    let waiting = scene.plan(texts(2..3)).await?;
    let mut batch = Vec::new();
    for message in ids {
        let (account, due_at, via) = (None, scene.now(), Via::Screen);
        batch.push(Resend {
            message,
            undone: None,
            account,
            due_at,
            expires_at: None,
            created_by: None,
            approved_by: None,
            via,
            cost: None,
        });
    }
    let repeats: Vec<_> =
        scene.ledger.resend(COMPANY, batch).await?.iter().map(|planned| planned.message).collect();
    let which = || Selected::Repeats(CAMPAIGN);
    let foreign = Selection { company: OTHER, which: which(), after: None, limit: 9 };
    assert_eq!(scene.ledger.cancel(foreign, None).await?.moved, 0);
    let of = Selection { company: COMPANY, which: which(), after: None, limit: 1 };
    let first = scene.ledger.cancel(of.clone(), None).await?;
    let rest = scene.ledger.cancel(Selection { after: first.next, limit: 9, ..of }, None).await?;
    assert_eq!((first.moved, rest.moved, rest.next), (1, 1, None));
    assert_eq!(scene.states(&repeats).await?, [State::Cancelled; 2]);
    assert_eq!(scene.state(waiting[0]).await?, State::Queued);
    Ok(())
}

pub async fn tells_what_expired_in_silence_and_what_has_arrived(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    scene.send_all().await?;
    assert!(scene.ledger.arrived(&ids).await?.is_empty());
    let report = Report {
        account: ACCOUNT,
        subject: ReportSubject::Message(ids[0]),
        state: State::Read,
        reason: None,
        code: None,
        text: None,
        at: scene.now(),
    };
    scene.ledger.apply_reports(vec![report]).await?;
    assert_eq!(scene.ledger.arrived(&ids).await?, [ids[0]].into());
    scene.clock.advance(Duration::from_secs(60));
    assert_eq!(scene.ledger.expire_unreported(COMPANY, ACCOUNT, scene.now(), 9).await?, 1);
    let silent = Some(Reason::Failure(FailureReason::NoReport));
    assert_eq!(scene.ledger.campaign_failures(COMPANY, CAMPAIGN).await?, [(silent, 1)]);
    let left = Unreached { message: ids[1], reason: silent, account: Some(ACCOUNT), undone: None };
    assert_eq!(unreached(scene).await?, [left]);
    Ok(())
}
