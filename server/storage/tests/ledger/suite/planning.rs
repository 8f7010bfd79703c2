use std::collections::HashSet;
use std::time::Duration;

use domain::accounts::Via;
use domain::message::{Cause, HoldReason, SkipReason, State};
use storage::StorageError;
use storage::ledger::{Body, Content, FirstState, NewMessage, Reason, Resend};

use crate::scene::{COMPANY, OTHER, Outcome, Scene, of_other, sms, texts};

pub async fn plans_a_batch_once_however_often_it_is_asked(scene: &Scene) -> Outcome {
    let first = scene.ledger.plan(texts(0..20)).await?;
    assert!(first.iter().all(|planned| planned.is_new));
    let again = scene.ledger.plan(texts(10..30)).await?;
    let fresh: Vec<_> = again.iter().map(|planned| planned.is_new).collect();
    assert_eq!(fresh, [[false; 10], [true; 10]].concat());
    let same: Vec<_> = again[..10].iter().map(|planned| planned.message).collect();
    assert_eq!(same, first[10..].iter().map(|planned| planned.message).collect::<Vec<_>>());
    assert_eq!(scene.campaign().await?.get(&State::Queued), Some(&30));
    Ok(())
}

pub async fn takes_a_key_twice_in_one_batch_for_one_message(scene: &Scene) -> Outcome {
    let planned = scene.ledger.plan(vec![sms(1), sms(2), sms(1)]).await?;
    assert_eq!(planned.iter().filter(|planned| planned.is_new).count(), 2);
    assert_eq!(planned[0].message, planned[2].message);
    Ok(())
}

pub async fn keeps_the_keys_of_companies_apart(scene: &Scene) -> Outcome {
    let planned = scene.ledger.plan(vec![sms(1), of_other(sms(1))]).await?;
    assert!(planned.iter().all(|planned| planned.is_new));
    assert!(scene.ledger.message(OTHER, planned[0].message).await?.is_none());
    Ok(())
}

pub async fn refuses_a_queued_message_without_an_account(scene: &Scene) -> Outcome {
    let refused = scene.ledger.plan(vec![sms(1), NewMessage { account: None, ..sms(2) }]).await;
    assert!(matches!(refused, Err(StorageError::Conflict(_))));
    assert!(scene.campaign().await?.is_empty());
    let reason = SkipReason::NoConsent;
    let skipped = NewMessage { account: None, state: FirstState::Skipped(reason), ..sms(3) };
    let held = NewMessage { account: None, state: FirstState::Held(HoldReason::NoAccount), ..sms(4) };
    let ids = scene.plan(vec![skipped, held]).await?;
    let view = scene.ledger.message(COMPANY, ids[0]).await?.ok_or(StorageError::NotFound("message"))?;
    assert_eq!((view.row.state, view.row.reason), (State::Skipped, Some(Reason::Skip(reason))));
    assert_eq!(scene.state(ids[1]).await?, State::Held);
    Ok(())
}

pub async fn resends_as_a_new_row_of_the_next_round(scene: &Scene) -> Outcome {
    let message = scene.plan_one(sms(1)).await?;
    scene.send_all().await?;
    let resend = Resend {
        message,
        undone: None,
        account: None,
        due_at: scene.after(60),
        expires_at: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
        cost: None,
    };
    let again = scene.ledger.resend(COMPANY, vec![resend.clone()]).await?[0];
    assert!(again.is_new && again.message != message);
    assert!(!scene.ledger.resend(COMPANY, vec![resend.clone()]).await?[0].is_new);
    assert!(matches!(scene.ledger.resend(OTHER, vec![resend]).await, Err(StorageError::NotFound(_))));
    let view =
        scene.ledger.message(COMPANY, again.message).await?.ok_or(StorageError::NotFound("message"))?;
    assert_eq!((view.resend_of, view.round, view.row.state), (Some(message), 1, State::Queued));
    assert_eq!(view.body, sms(1).body);
    Ok(())
}

pub async fn keeps_equal_contents_once(scene: &Scene) -> Outcome {
    let content = Content { subject: "Fatura".into(), html: Some("<p>{{ad}}</p>".into()), text: None };
    let id = scene.ledger.save_content(COMPANY, content.clone()).await?;
    assert_eq!(scene.ledger.save_content(COMPANY, content.clone()).await?, id);
    assert_ne!(scene.ledger.save_content(OTHER, content.clone()).await?, id);
    let shifted = Content { html: None, text: content.html.clone(), ..content.clone() };
    assert_ne!(scene.ledger.save_content(COMPANY, shifted).await?, id);
    let found = scene.ledger.load_contents(&[id]).await?;
    assert_eq!(found.get(&id), Some(&content));
    let body = Body { content: Some(id), params: Some("{\"ad\":\"Ayşe\"}".into()), ..sms(1).body };
    let message = scene.plan_one(NewMessage { body: body.clone(), ..sms(1) }).await?;
    assert_eq!(scene.ledger.load_bodies(&[message]).await?.get(&message), Some(&body));
    Ok(())
}

pub async fn plans_more_than_a_statement_holds(scene: &Scene) -> Outcome {
    let ids: HashSet<_> = scene.plan(texts(0..777)).await?.into_iter().collect();
    assert_eq!(ids.len(), 777);
    let claimed = scene.claim(1, 1_000).await?;
    assert_eq!(claimed.iter().map(|claimed| claimed.message).collect::<HashSet<_>>(), ids);
    let history = scene.ledger.history(COMPANY, claimed[700].message).await?;
    let causes: Vec<_> = history.events.iter().map(|event| event.cause).collect();
    assert_eq!(causes, [Cause::Planned, Cause::Claimed]);
    Ok(())
}

pub async fn goes_on_in_years_nobody_prepared(scene: &Scene) -> Outcome {
    scene.clock.advance(Duration::from_secs(5 * 365 * 86_400));
    let early = scene.plan_one(sms(1)).await?;
    scene.ledger.extend().await?;
    scene.ledger.extend().await?;
    let late = scene.plan_one(sms(2)).await?;
    let sent = scene.send_all().await?;
    assert_eq!(sent.iter().map(|(claimed, _)| claimed.message).collect::<Vec<_>>(), [early, late]);
    assert_eq!(scene.ledger.history(COMPANY, early).await?.events.len(), 4);
    Ok(())
}
