use std::collections::HashMap;
use std::time::Duration;

use domain::id::AccountId;
use domain::message::{Cause, HoldReason, Purpose, State};
use domain::topic::Topic;
use storage::ledger::{Answer, Change, ClaimOrder, FirstState, NewMessage, Release, Selected, Selection};

use crate::scene::{
    ACCOUNT, CAMPAIGN, COMPANY, OTHER, OTHER_ACCOUNT, Outcome, Scene, of_other, settlement, sms, texts,
};

pub async fn a_code_goes_before_a_campaign(scene: &Scene) -> Outcome {
    scene.plan(texts(0..50)).await?;
    let reply = NewMessage { purpose: Purpose::Reply, ..sms(60) };
    let code = NewMessage { purpose: Purpose::Code, ..of_other(sms(61)) };
    let late = scene.plan(vec![reply, code]).await?;
    let claimed = scene.claim(1, 3).await?;
    let order: Vec<_> = claimed.iter().map(|claimed| claimed.message).take(2).collect();
    assert_eq!(order, [late[1], late[0]]);
    assert_eq!(claimed[2].purpose, Purpose::Campaign);
    Ok(())
}

pub async fn companies_get_alike_however_much_waits(scene: &Scene) -> Outcome {
    scene.plan(texts(0..200)).await?;
    scene.plan(texts(0..30).into_iter().map(of_other).collect()).await?;
    let of = |claimed: &[storage::ledger::Claimed]| {
        claimed.iter().filter(|claimed| claimed.company == OTHER).count()
    };
    let first = scene.claim(1, 40).await?;
    assert_eq!((first.len(), of(&first)), (40, 20));
    let second = scene.claim(1, 40).await?;
    assert_eq!((second.len(), of(&second)), (40, 10));
    Ok(())
}

pub async fn claims_nothing_before_it_is_due_and_nothing_twice(scene: &Scene) -> Outcome {
    scene.plan(vec![sms(1), NewMessage { due_at: scene.after(10), ..sms(2) }]).await?;
    assert_eq!(scene.claim(1, 10).await?.len(), 1);
    assert!(scene.claim(2, 10).await?.is_empty());
    scene.clock.advance(Duration::from_secs(10));
    assert_eq!(scene.claim(2, 10).await?.len(), 1);
    Ok(())
}

pub async fn expires_what_is_too_late_instead_of_leasing_it(scene: &Scene) -> Outcome {
    let short = |n| NewMessage { expires_at: Some(scene.after(5)), ..sms(n) };
    let ids = scene.plan(vec![short(1), short(2), sms(3)]).await?;
    scene.clock.advance(Duration::from_secs(5));
    let claimed = scene.claim(1, 2).await?;
    assert_eq!(claimed.iter().map(|claimed| claimed.message).collect::<Vec<_>>(), ids[2..]);
    assert_eq!(scene.states(&ids).await?, [State::Expired, State::Expired, State::Leased]);
    let history = scene.ledger.history(COMPANY, ids[0]).await?;
    assert_eq!(history.events.last().map(|event| event.cause), Some(Cause::ValidityOver));
    Ok(())
}

pub async fn takes_no_more_than_an_account_has_room_for(scene: &Scene) -> Outcome {
    scene.plan(texts(0..50)).await?;
    let mut order = scene.order(1, 40);
    order.accounts[0].room = 7;
    assert_eq!(scene.ledger.claim(order.clone()).await?.len(), 7);
    order.accounts.retain(|account| account.account != ACCOUNT);
    assert!(scene.ledger.claim(order).await?.is_empty());
    Ok(())
}

pub async fn takes_no_more_of_a_company_than_its_share(scene: &Scene) -> Outcome {
    let code = NewMessage { purpose: Purpose::Code, ..sms(60) };
    scene.plan(texts(0..50).into_iter().chain((50..60).map(|n| of_other(sms(n)))).collect()).await?;
    let code = scene.plan_one(code).await?;
    let order = ClaimOrder { company_rooms: HashMap::from([(COMPANY, 5)]), ..scene.order(1, 40) };
    let claimed = scene.ledger.claim(order).await?;
    let own = claimed.iter().filter(|claimed| claimed.company == COMPANY);
    assert_eq!((own.count(), claimed.len()), (5, 15), "what it may not take goes to nobody");
    assert_eq!(claimed[0].message, code, "its codes come first");
    Ok(())
}

pub async fn tells_when_the_next_message_is_due(scene: &Scene) -> Outcome {
    assert_eq!(scene.ledger.next_due(&[ACCOUNT, OTHER_ACCOUNT]).await?, None);
    let at = |n: usize| NewMessage { due_at: scene.after(n as u64), ..sms(n) };
    scene.plan(vec![at(30), of_other(at(20)), at(40)]).await?;
    assert_eq!(scene.ledger.next_due(&[ACCOUNT]).await?, Some(scene.after(30)));
    assert_eq!(scene.ledger.next_due(&[ACCOUNT, OTHER_ACCOUNT]).await?, Some(scene.after(20)));
    Ok(())
}

pub async fn tells_of_what_was_queued(scene: &Scene) -> Outcome {
    let mut changes = scene.ledger.signals().changes();
    let planned = NewMessage { state: storage::ledger::FirstState::Planned, ..sms(1) };
    scene.plan(vec![planned]).await?;
    let silent = tokio::time::timeout(Duration::ZERO, scene.ledger.signals().queued()).await;
    assert!(silent.is_err(), "a planned message is not queued");
    let which = Selected::Account(ACCOUNT);
    let selection = Selection { company: COMPANY, which, after: None, limit: 10 };
    scene.ledger.release(selection, Release::default(), None).await?;
    scene.ledger.signals().queued().await;
    for topic in [Topic::Messages, Topic::Campaign(CAMPAIGN)] {
        assert_eq!(changes.try_recv().ok(), Some(Change { company: COMPANY, topic }));
    }
    Ok(())
}

pub async fn tells_of_a_single_message_only_while_somebody_watches_it(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..3)).await?;
    let watch = scene.ledger.signals().watched().watch(COMPANY, ids[1]);
    let elsewhere = scene.ledger.signals().watched().watch(OTHER, ids[2]);
    let mut changes = scene.ledger.signals().changes();
    let node = scene.node().await?.node;
    let sent = scene.on_wire(node).await?;
    let leased_and_gone = [Change { company: COMPANY, topic: Topic::Message(ids[1]) }; 2];
    assert_eq!(singles(&mut changes), leased_and_gone);
    drop((watch, elsewhere));
    let answers = sent.iter().map(|(claimed, attempt)| settlement(claimed, *attempt, Answer::Accepted));
    scene.ledger.settle(answers.collect()).await?;
    assert_eq!(singles(&mut changes), []);
    Ok(())
}

pub async fn tells_of_an_account_when_more_or_less_waits_for_it(scene: &Scene) -> Outcome {
    let mut changes = scene.ledger.signals().changes();
    let held = NewMessage { state: FirstState::Held(HoldReason::AccountPaused), ..sms(1) };
    scene.plan(vec![held]).await?;
    assert_eq!(accounts(&mut changes), [ACCOUNT]);
    scene.plan(vec![sms(2)]).await?;
    assert_eq!(accounts(&mut changes), [], "it does not wait for a person");
    let of = Selection { company: COMPANY, which: Selected::Account(ACCOUNT), after: None, limit: 10 };
    scene.ledger.hold(of.clone(), HoldReason::AccountPaused, None).await?;
    assert_eq!(accounts(&mut changes), [ACCOUNT]);
    scene.ledger.cancel(of, None).await?;
    assert_eq!(accounts(&mut changes), [ACCOUNT]);
    Ok(())
}

/// The accounts that were told of.
fn accounts(changes: &mut tokio::sync::broadcast::Receiver<Change>) -> Vec<AccountId> {
    let told = std::iter::from_fn(|| changes.try_recv().ok());
    told.filter_map(|change| if let Topic::Account(id) = change.topic { Some(id) } else { None }).collect()
}

/// What was told of single messages.
fn singles(changes: &mut tokio::sync::broadcast::Receiver<Change>) -> Vec<Change> {
    let told = std::iter::from_fn(|| changes.try_recv().ok());
    told.filter(|change| matches!(change.topic, Topic::Message(_))).collect()
}
