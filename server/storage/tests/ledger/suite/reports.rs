use std::time::Duration;

use domain::id::{AttemptId, MessageId};
use domain::message::{FailureReason, State};
use storage::StorageError;
use storage::ledger::{Answer, Flags, Report, ReportResult, ReportSubject, Resolution, ResolvedBy, Verdict};

use crate::scene::{ACCOUNT, COMPANY, LEASE, OTHER_ACCOUNT, Outcome, Scene, settlement, sms, texts};

fn report(scene: &Scene, subject: ReportSubject, state: State) -> Report {
    let (code, text) = (Some(state.to_string()), None);
    Report { account: ACCOUNT, subject, state, reason: None, code, text, at: scene.now() }
}

fn of(message: MessageId) -> ReportSubject {
    ReportSubject::Message(message)
}

async fn flags(scene: &Scene, message: MessageId) -> Result<Flags, StorageError> {
    let view = scene.ledger.message(COMPANY, message).await?;
    Ok(view.ok_or(StorageError::NotFound("message"))?.row.flags)
}

pub async fn any_order_of_reports_ends_the_same(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..3)).await?;
    scene.send_all().await?;
    let orders = [
        [State::Sent, State::Delivered, State::Read],
        [State::Read, State::Delivered, State::Sent],
        [State::Delivered, State::Sent, State::Read],
    ];
    for (message, order) in ids.iter().zip(orders) {
        let reports = order.map(|state| report(scene, of(*message), state));
        scene.ledger.apply_reports(reports.into()).await?;
    }
    assert_eq!(scene.states(&ids).await?, [State::Read; 3]);
    assert_eq!(scene.campaign().await?.into_iter().collect::<Vec<_>>(), [(State::Read, 3)]);
    Ok(())
}

pub async fn a_repeated_report_is_not_written_again(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    scene.send_all().await?;
    let delivered = report(scene, of(message), State::Delivered);
    let sent = report(scene, of(message), State::Sent);
    let batch = vec![delivered.clone(), sent.clone(), delivered.clone(), sent.clone()];
    let results = scene.ledger.apply_reports(batch).await?;
    let expected = [
        ReportResult::Moved { message, to: State::Delivered },
        ReportResult::Noted { message },
        ReportResult::Duplicate { message },
        ReportResult::Duplicate { message },
    ];
    assert_eq!(results, expected);
    scene.clock.advance(Duration::from_secs(60));
    let pulled_again = report(scene, of(message), State::Sent);
    let results = scene.ledger.apply_reports(vec![delivered, pulled_again]).await?;
    assert_eq!(results, [ReportResult::Duplicate { message }; 2]);
    assert_eq!(scene.ledger.history(COMPANY, message).await?.events.len(), 6);
    Ok(())
}

pub async fn keeps_a_report_until_its_message_is_known(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let early = report(scene, ReportSubject::ProviderRef("job-1".into()), State::Delivered);
    let results = scene.ledger.apply_reports(vec![early.clone(), early]).await?;
    assert_eq!(results, [ReportResult::Kept; 2]);
    scene.clock.advance(Duration::from_secs(1));
    assert_eq!(scene.ledger.retry_reports(10).await?, 0);
    let mut answer = settlement(&sent[0].0, sent[0].1, Answer::Accepted);
    answer.provider_ref = Some("job-1".into());
    scene.ledger.settle(vec![answer]).await?;
    assert_eq!(scene.ledger.retry_reports(10).await?, 0, "its next try is not due yet");
    scene.clock.advance(Duration::from_secs(2));
    assert_eq!(scene.ledger.retry_reports(10).await?, 1);
    assert_eq!(scene.state(message).await?, State::Delivered);
    scene.clock.advance(Duration::from_secs(7_200));
    assert_eq!(scene.ledger.retry_reports(10).await?, 0, "it was kept once and is gone");
    Ok(())
}

pub async fn forgets_an_unknown_report_after_two_days(scene: &Scene) -> Outcome {
    let early = report(scene, ReportSubject::ProviderRef("job-1".into()), State::Delivered);
    scene.ledger.apply_reports(vec![early]).await?;
    scene.clock.advance(Duration::from_secs(49 * 3_600));
    assert_eq!(scene.ledger.retry_reports(10).await?, 0);
    scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let mut answer = settlement(&sent[0].0, sent[0].1, Answer::Accepted);
    answer.provider_ref = Some("job-1".into());
    scene.ledger.settle(vec![answer]).await?;
    scene.clock.advance(Duration::from_secs(7_200));
    assert_eq!(scene.ledger.retry_reports(10).await?, 0);
    assert_eq!(scene.state(sent[0].0.message).await?, State::Accepted);
    Ok(())
}

pub async fn refuses_a_report_of_another_account(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.send_all().await?;
    let subjects = [
        of(message),
        ReportSubject::Attempt(sent[0].1),
        ReportSubject::ProviderRef(format!("ref-{message}")),
    ];
    let foreign =
        subjects.map(|subject| Report { account: OTHER_ACCOUNT, ..report(scene, subject, State::Delivered) });
    assert_eq!(scene.ledger.apply_reports(foreign.into()).await?, [ReportResult::Kept; 3]);
    assert_eq!(scene.state(message).await?, State::Accepted);
    Ok(())
}

/// Leaves the message on the wire with its second attempt; returns the first.
async fn repeated(scene: &Scene) -> Result<(MessageId, AttemptId), StorageError> {
    let message = scene.plan_one(sms(1)).await?;
    let first = scene.on_wire(scene.node().await?.node).await?[0].1;
    scene.clock.advance(LEASE);
    scene.ledger.recover(10).await?;
    let verdict = Verdict::Repeat { due_at: scene.now() };
    let (by, company) = (ResolvedBy::Rule, COMPANY);
    let repeat = Resolution {
        company,
        message,
        attempt: first,
        verdict,
        by,
        code: None,
        text: None,
        provider_ref: None,
    };
    assert_eq!(scene.ledger.resolve_doubt(vec![repeat]).await?, [message]);
    scene.on_wire(scene.node().await?.node).await?;
    Ok((message, first))
}

pub async fn a_failure_of_an_earlier_attempt_fails_nothing(scene: &Scene) -> Outcome {
    let (message, first) = repeated(scene).await?;
    let failed = report(scene, ReportSubject::Attempt(first), State::Failed);
    let results = scene.ledger.apply_reports(vec![failed]).await?;
    assert_eq!(results, [ReportResult::Noted { message }]);
    assert_eq!(scene.state(message).await?, State::OnWire);
    let arrived = report(scene, ReportSubject::Attempt(first), State::Delivered);
    scene.ledger.apply_reports(vec![arrived]).await?;
    assert_eq!(scene.state(message).await?, State::Delivered);
    Ok(())
}

pub async fn flags_a_late_success_and_a_contradiction(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    scene.send_all().await?;
    let failed = |message| Report {
        reason: Some(FailureReason::PhoneOff),
        ..report(scene, of(message), State::Failed)
    };
    let arrived = |message| report(scene, of(message), State::Delivered);
    let batch = vec![failed(ids[0]), arrived(ids[0]), arrived(ids[1]), failed(ids[1])];
    scene.ledger.apply_reports(batch).await?;
    assert_eq!(scene.states(&ids).await?, [State::Delivered; 2]);
    assert_eq!(flags(scene, ids[0]).await?, Flags::LATE);
    assert_eq!(flags(scene, ids[1]).await?, Flags::CONTRADICTED);
    Ok(())
}

pub async fn finds_messages_by_every_name(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..3)).await?;
    let sent = scene.send_all().await?;
    let awaited = scene.ledger.awaited_reports(COMPANY, ACCOUNT, None, 2).await?;
    assert_eq!(awaited.iter().map(|one| one.message).collect::<Vec<_>>(), [ids[2], ids[1]]);
    assert_eq!(awaited[0].provider_ref, Some(format!("ref-{}", ids[2])));
    let subjects = [
        of(ids[0]),
        ReportSubject::Attempt(sent[1].1),
        ReportSubject::ProviderRef(format!("ref-{}", ids[2])),
    ];
    let reports = subjects.map(|subject| report(scene, subject, State::Delivered));
    scene.ledger.apply_reports(reports.into()).await?;
    assert_eq!(scene.states(&ids).await?, [State::Delivered; 3]);
    assert!(scene.ledger.awaited_reports(COMPANY, ACCOUNT, None, 9).await?.is_empty());
    Ok(())
}

pub async fn expires_what_is_never_reported_on(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    scene.send_all().await?;
    scene.clock.advance(Duration::from_secs(3_600));
    scene.ledger.apply_reports(vec![report(scene, of(ids[1]), State::Sent)]).await?;
    scene.clock.advance(Duration::from_secs(60));
    let before = scene.now() - Duration::from_secs(3_600);
    assert_eq!(scene.ledger.expire_unreported(COMPANY, ACCOUNT, before, 10).await?, 1);
    assert_eq!(scene.states(&ids).await?, [State::Expired, State::Sent]);
    Ok(())
}
