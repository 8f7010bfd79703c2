use std::time::Duration;

use domain::id::AttemptId;
use domain::message::{Cause, FailureReason, SkipReason, State};
use storage::StorageError;
use storage::ledger::{
    Answer, Departure, Exchange, GiveBack, GivenBackAs, NewMessage, Reason, Report, ReportSubject, Settlement,
};

use crate::scene::{ACCOUNT, COMPANY, LEASE, Outcome, Scene, settlement, sms, texts};

pub async fn writes_the_whole_way_into_the_history(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let node = scene.node().await?.node;
    let claimed = scene.claim(node, 10).await?;
    let call = AttemptId::from_i64(scene.ids.next_id());
    let departure = Departure { sha256: Some([7; 32]), call: Some(call), ..scene.departure(&claimed[0]) };
    let attempt = departure.attempt;
    scene.ledger.put_on_wire(vec![departure]).await?;
    let settlement = Settlement {
        code: Some("250".into()),
        text: Some("queued as 'x'".into()),
        provider_ref: Some("x".into()),
        ..settlement(&claimed[0], attempt, Answer::Accepted)
    };
    scene.ledger.settle(vec![settlement]).await?;
    let history = scene.ledger.history(COMPANY, message).await?;
    let steps: Vec<_> = history.events.iter().map(|event| (event.from, event.to, event.cause)).collect();
    let expected = [
        (None, State::Queued, Cause::Planned),
        (Some(State::Queued), State::Leased, Cause::Claimed),
        (Some(State::Leased), State::OnWire, Cause::Departed),
        (Some(State::OnWire), State::Accepted, Cause::Answered),
    ];
    assert_eq!(steps, expected);
    assert_eq!(history.events[3].code.as_deref(), Some("250"));
    let tried = &history.attempts[0];
    assert_eq!((tried.id, tried.call, tried.outcome), (attempt, Some(call), Some(State::Accepted)));
    assert_eq!((tried.provider_ref.as_deref(), tried.sha256.as_deref()), (Some("x"), Some(&[7; 32][..])));
    Ok(())
}

pub async fn lets_an_attempt_leave_once(scene: &Scene) -> Outcome {
    scene.plan_one(sms(1)).await?;
    let claimed = scene.claim(scene.node().await?.node, 10).await?;
    let first = scene.ledger.put_on_wire(vec![scene.departure(&claimed[0])]).await?;
    assert_eq!(first.len(), 1);
    assert!(scene.ledger.put_on_wire(vec![scene.departure(&claimed[0])]).await?.is_empty());
    Ok(())
}

pub async fn lets_nothing_leave_after_the_lease(scene: &Scene) -> Outcome {
    scene.plan_one(sms(1)).await?;
    let claimed = scene.claim(scene.node().await?.node, 10).await?;
    scene.clock.advance(LEASE);
    assert!(scene.ledger.put_on_wire(vec![scene.departure(&claimed[0])]).await?.is_empty());
    Ok(())
}

pub async fn lets_nothing_leave_with_a_stale_fence(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let slow = scene.claim(scene.node().await?.node, 10).await?;
    scene.clock.advance(LEASE);
    assert_eq!(scene.ledger.recover(100).await?.queued, [message]);
    let fast = scene.claim(scene.node().await?.node, 10).await?;
    assert!(fast[0].fence > slow[0].fence);
    assert!(scene.ledger.put_on_wire(vec![scene.departure(&slow[0])]).await?.is_empty());
    let to = GivenBackAs::Queued { due_at: scene.now() };
    let back = GiveBack { message, fence: slow[0].fence, to };
    assert_eq!(scene.ledger.give_back(vec![back]).await?, 0);
    assert_eq!(scene.ledger.put_on_wire(vec![scene.departure(&fast[0])]).await?.len(), 1);
    Ok(())
}

pub async fn lets_nothing_leave_after_its_validity(scene: &Scene) -> Outcome {
    scene.plan_one(NewMessage { expires_at: Some(scene.after(5)), ..sms(1) }).await?;
    let claimed = scene.claim(scene.node().await?.node, 10).await?;
    scene.clock.advance(Duration::from_secs(5));
    assert!(scene.ledger.put_on_wire(vec![scene.departure(&claimed[0])]).await?.is_empty());
    let back = GiveBack { message: claimed[0].message, fence: claimed[0].fence, to: GivenBackAs::Expired };
    assert_eq!(scene.ledger.give_back(vec![back]).await?, 1);
    assert_eq!(scene.state(claimed[0].message).await?, State::Expired);
    Ok(())
}

pub async fn queues_a_retry_and_counts_it_only_when_it_counts(scene: &Scene) -> Outcome {
    scene.plan(texts(0..2)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let due_at = scene.after(30);
    let reason = Some(FailureReason::NoAnswer);
    let answers = [true, false].into_iter().zip(&sent);
    let answers = answers.map(|(counts, (claimed, attempt))| {
        settlement(claimed, *attempt, Answer::Retry { due_at, counts, reason })
    });
    scene.ledger.settle(answers.collect()).await?;
    assert!(scene.claim(1, 10).await?.is_empty());
    scene.clock.advance(Duration::from_secs(30));
    let again = scene.claim(scene.node().await?.node, 10).await?;
    assert_eq!(again.iter().map(|claimed| claimed.attempts).collect::<Vec<_>>(), [1, 0]);
    Ok(())
}

pub async fn keeps_a_stale_answer_as_evidence(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let old = scene.on_wire(scene.node().await?.node).await?;
    scene.clock.advance(LEASE);
    assert_eq!(scene.ledger.recover(100).await?.in_doubt, [message]);
    // Not even a certain "not taken" may queue it again: somebody else decides about it by now.
    let retry = Answer::Retry { due_at: scene.now(), counts: true, reason: Some(FailureReason::NoAnswer) };
    let settled = scene.ledger.settle(vec![settlement(&old[0].0, old[0].1, retry)]).await?;
    assert_eq!((settled[0].state, settled[0].moved), (Some(State::InDoubt), false));
    let history = scene.ledger.history(COMPANY, message).await?;
    let last = history.events.last().ok_or(StorageError::NotFound("event"))?;
    assert_eq!(
        (last.cause, last.reported, last.to),
        (Cause::AnsweredLate, Some(State::Queued), State::InDoubt)
    );
    assert_eq!(history.attempts[0].outcome, Some(State::Queued));
    Ok(())
}

pub async fn lets_a_late_answer_end_the_doubt_of_its_own_attempt(scene: &Scene) -> Outcome {
    scene.plan(texts(0..2)).await?;
    let old = scene.on_wire(scene.node().await?.node).await?;
    scene.clock.advance(LEASE);
    scene.ledger.recover(100).await?;
    let failed = Answer::Failed(FailureReason::Blocked);
    let answers =
        vec![settlement(&old[0].0, old[0].1, Answer::Accepted), settlement(&old[1].0, old[1].1, failed)];
    let settled = scene.ledger.settle(answers).await?;
    let states: Vec<_> = settled.iter().map(|settled| settled.state).collect();
    assert_eq!(states, [Some(State::Accepted), Some(State::Failed)]);
    let view = scene.ledger.message(COMPANY, old[1].0.message).await?;
    let reason = view.and_then(|view| view.row.reason);
    assert_eq!(reason, Some(Reason::Failure(FailureReason::Blocked)));
    Ok(())
}

pub async fn lets_a_report_overtake_the_answer(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let report = Report {
        account: ACCOUNT,
        subject: ReportSubject::Attempt(sent[0].1),
        state: State::Delivered,
        reason: None,
        code: None,
        text: None,
        at: scene.now(),
    };
    scene.ledger.apply_reports(vec![report]).await?;
    let settled = scene.ledger.settle(vec![settlement(&sent[0].0, sent[0].1, Answer::Accepted)]).await?;
    assert_eq!((settled[0].state, settled[0].moved), (Some(State::Delivered), false));
    scene.clock.advance(LEASE * 2);
    assert_eq!(scene.ledger.recover(100).await?, storage::ledger::Recovered::default());
    assert_eq!(scene.state(message).await?, State::Delivered);
    Ok(())
}

pub async fn takes_back_only_what_is_still_leased(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..4)).await?;
    let claimed = scene.claim(scene.node().await?.node, 10).await?;
    scene.ledger.put_on_wire(vec![scene.departure(&claimed[3])]).await?;
    let to = [
        GivenBackAs::Queued { due_at: scene.after(10) },
        GivenBackAs::Skipped(SkipReason::Refused),
        GivenBackAs::Cancelled,
        GivenBackAs::Cancelled,
    ];
    let backs = claimed.iter().zip(to);
    let backs = backs.map(|(claimed, to)| GiveBack { message: claimed.message, fence: claimed.fence, to });
    assert_eq!(scene.ledger.give_back(backs.collect()).await?, 3);
    let expected = [State::Queued, State::Skipped, State::Cancelled, State::OnWire];
    assert_eq!(scene.states(&ids).await?, expected);
    Ok(())
}

pub async fn settles_an_answer_that_comes_twice(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let answer = || settlement(&sent[0].0, sent[0].1, Answer::Accepted);
    let settled = scene.ledger.settle(vec![answer(), answer()]).await?;
    assert_eq!(settled.iter().map(|settled| settled.moved).collect::<Vec<_>>(), [true, false]);
    scene.ledger.settle(vec![answer()]).await?;
    assert_eq!(scene.state(message).await?, State::Accepted);
    assert_eq!(scene.campaign().await?.into_iter().collect::<Vec<_>>(), [(State::Accepted, 1)]);
    Ok(())
}

pub async fn writes_what_workers_want_at_once(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..4)).await?;
    let claimed = scene.claim(scene.node().await?.node, 10).await?;
    let [first, second] = [scene.departure(&claimed[0]), scene.departure(&claimed[1])];
    scene.ledger.put_on_wire(vec![first.clone(), second.clone()]).await?;
    let next = scene.departure(&claimed[2]);
    let exchange = Exchange {
        settlements: vec![
            settlement(&claimed[0], first.attempt, Answer::Accepted),
            settlement(&claimed[1], second.attempt, Answer::Failed(FailureReason::UnknownRecipient)),
        ],
        backs: vec![GiveBack {
            message: claimed[3].message,
            fence: claimed[3].fence,
            to: GivenBackAs::Cancelled,
        }],
        departures: vec![next.clone()],
    };
    let done = scene.ledger.exchange(exchange).await?;
    let states: Vec<_> = done.settled.iter().map(|settled| (settled.state, settled.moved)).collect();
    assert_eq!(states, [(Some(State::Accepted), true), (Some(State::Failed), true)]);
    assert_eq!((done.given_back, done.left), (1, vec![next.attempt]));
    let expected = [State::Accepted, State::Failed, State::OnWire, State::Cancelled];
    assert_eq!(scene.states(&ids).await?, expected);
    let mut counted: Vec<_> = scene.campaign().await?.into_iter().filter(|(_, count)| *count > 0).collect();
    counted.sort_unstable_by_key(|(state, _)| state.code());
    assert_eq!(
        counted,
        [(State::OnWire, 1), (State::Accepted, 1), (State::Failed, 1), (State::Cancelled, 1)]
    );
    Ok(())
}

pub async fn takes_the_answers_of_one_batch_in_their_order(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    let sent = scene.on_wire(scene.node().await?.node).await?;
    let answer = |answer| settlement(&sent[0].0, sent[0].1, answer);
    let batch = vec![answer(Answer::Unclear), answer(Answer::Accepted)];
    scene.ledger.settle(batch).await?;
    let history = scene.ledger.history(COMPANY, message).await?;
    let steps: Vec<_> = history.events.iter().rev().take(2).map(|event| (event.from, event.to)).collect();
    let (doubt, accepted) = (State::InDoubt, State::Accepted);
    assert_eq!(steps, [(Some(doubt), accepted), (Some(State::OnWire), doubt)]);
    Ok(())
}
