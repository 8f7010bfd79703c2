use std::time::Duration;

use domain::id::UserId;
use domain::message::{Cause, Channel, Class, HoldReason, Purpose, SkipReason, State};
use storage::ledger::{FirstState, NewMessage, Reason, Release, Selected, Selection, WaitingFor};

use crate::scene::{ACCOUNT, CAMPAIGN, COMPANY, OTHER, OTHER_ACCOUNT, Outcome, Scene, of_other, sms, texts};

fn all(which: Selected) -> Selection {
    Selection { company: COMPANY, which, after: None, limit: 100 }
}

pub async fn cancels_a_campaign_in_pieces(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..25)).await?;
    let claimed = scene.claim(1, 5).await?;
    let mut of = Selection { limit: 8, ..all(Selected::Campaign(CAMPAIGN)) };
    let mut moved = Vec::new();
    loop {
        let step = scene.ledger.cancel(of.clone(), Some(UserId::from_i64(5))).await?;
        moved.push(step.moved);
        of.after = step.next;
        if step.next.is_none() {
            break;
        }
    }
    assert_eq!(moved, [8, 8, 4]);
    let counts = scene.campaign().await?;
    assert_eq!((counts.get(&State::Cancelled), counts.get(&State::Leased)), (Some(&20), Some(&5)));
    assert!(claimed.iter().all(|claimed| ids.contains(&claimed.message)));
    let history = scene.ledger.history(COMPANY, ids[24]).await?;
    let last = history.events.last().map(|event| (event.cause, event.actor));
    assert_eq!(last, Some((Cause::CampaignStopped, Some(UserId::from_i64(5)))));
    Ok(())
}

pub async fn holds_an_account_and_resumes_it(scene: &Scene) -> Outcome {
    let approval = NewMessage { state: FirstState::Held(HoldReason::Approval), ..sms(90) };
    let ids = scene.plan(texts(0..10).into_iter().chain([approval]).collect()).await?;
    let account = || Selection { limit: 6, ..all(Selected::Account(ACCOUNT)) };
    let mut held = 0;
    while held < 10 {
        let step = scene.ledger.hold(account(), HoldReason::AccountPaused, None).await?;
        assert!(step.moved > 0, "stuck at {held}");
        held += step.moved;
    }
    assert!(scene.claim(1, 10).await?.is_empty());
    let resume = Release { held_for: Some(HoldReason::AccountPaused), ..Release::default() };
    let mut of = all(Selected::Account(ACCOUNT));
    let step = scene.ledger.release(of.clone(), resume, None).await?;
    assert_eq!(step.moved, 10);
    assert_eq!(scene.claim(1, 20).await?.len(), 10);
    assert_eq!(scene.state(ids[10]).await?, State::Held, "it waits for an approval");
    of.which = Selected::Messages(vec![ids[10]]);
    assert_eq!(scene.ledger.release(of, Release::default(), None).await?.moved, 1);
    Ok(())
}

pub async fn hands_on_what_waits_without_an_account(scene: &Scene) -> Outcome {
    let held = |n, reason| NewMessage { state: FirstState::Held(reason), ..sms(n) };
    let never_had_one = NewMessage { account: None, ..held(1, HoldReason::NoAccount) };
    let of_email = NewMessage { channel: Channel::Email, ..held(2, HoldReason::NoAccount) };
    let approval = held(3, HoldReason::Approval);
    let paused = held(4, HoldReason::AccountPaused);
    let ids = scene.plan(vec![never_had_one, of_email, approval, paused, of_other(sms(5))]).await?;
    let waiting = || Selection { limit: 1, ..all(Selected::WithoutAccount(Channel::Sms)) };
    let how = Release { held_for: Some(HoldReason::NoAccount), account: Some(OTHER_ACCOUNT), due_at: None };
    let (from, to) = (HoldReason::AccountPaused, HoldReason::NoAccount);
    let of_account = all(Selected::Account(ACCOUNT));
    assert_eq!(scene.ledger.hold_instead(of_account.clone(), from, to, None).await?.moved, 1);
    assert_eq!(scene.ledger.hold_instead(of_account, from, to, None).await?.moved, 0, "once is enough");
    let last = scene.ledger.history(COMPANY, ids[3]).await?.events.pop();
    let last = last.map(|event| (event.from, event.to, event.reason));
    assert_eq!(last, Some((Some(State::Held), State::Held, Some(Reason::Hold(HoldReason::NoAccount)))));
    let first = scene.ledger.release(waiting(), how, None).await?;
    let rest =
        scene.ledger.release(Selection { after: first.next, limit: 9, ..waiting() }, how, None).await?;
    assert_eq!((first.moved, rest.moved, rest.next), (1, 1, None));
    let states = scene.states(&ids[..4]).await?;
    assert_eq!(states, [State::Queued, State::Held, State::Held, State::Queued]);
    for id in [ids[0], ids[3]] {
        let found = scene.ledger.message(COMPANY, id).await?;
        assert_eq!(found.and_then(|found| found.row.account), Some(OTHER_ACCOUNT));
    }
    Ok(())
}

pub async fn releases_what_was_planned(scene: &Scene) -> Outcome {
    let planned = |n| NewMessage { state: FirstState::Planned, account: None, ..sms(n) };
    scene.plan((0..5).map(planned).collect()).await?;
    let of = || all(Selected::Campaign(CAMPAIGN));
    assert_eq!(scene.ledger.release(of(), Release::default(), None).await?.moved, 0, "no account");
    let how = Release { account: Some(ACCOUNT), due_at: Some(scene.after(5)), ..Release::default() };
    assert_eq!(scene.ledger.release(of(), how, None).await?.moved, 5);
    assert!(scene.claim(1, 10).await?.is_empty());
    scene.clock.advance(Duration::from_secs(5));
    assert_eq!(scene.claim(1, 10).await?.len(), 5);
    Ok(())
}

pub async fn stops_nothing_of_another_company(scene: &Scene) -> Outcome {
    let ids = scene.plan(vec![sms(1), of_other(sms(1))]).await?;
    let choices = [Selected::Messages(ids.clone()), Selected::Account(ACCOUNT), Selected::Campaign(CAMPAIGN)];
    let mut moved = Vec::new();
    for which in choices {
        moved.push(scene.ledger.cancel(Selection { company: OTHER, ..all(which) }, None).await?.moved);
    }
    assert_eq!(moved, [1, 0, 0]);
    assert_eq!(scene.states(&ids).await?, [State::Queued, State::Cancelled]);
    let step = scene.ledger.cancel(all(Selected::Account(OTHER_ACCOUNT)), None).await?;
    assert_eq!(step.moved, 0);
    Ok(())
}

pub async fn stops_nothing_that_has_left(scene: &Scene) -> Outcome {
    let ids = scene.plan(texts(0..2)).await?;
    scene.send_all().await?;
    let of = || all(Selected::Messages(ids.clone()));
    assert_eq!(scene.ledger.cancel(of(), None).await?.moved, 0);
    assert_eq!(scene.ledger.hold(of(), HoldReason::Approval, None).await?.moved, 0);
    assert_eq!(scene.states(&ids).await?, [State::Accepted; 2]);
    Ok(())
}

pub async fn expires_what_was_held_too_long(scene: &Scene) -> Outcome {
    let held = NewMessage {
        state: FirstState::Held(HoldReason::Approval),
        expires_at: Some(scene.after(5)),
        ..sms(1)
    };
    let message = scene.plan_one(held).await?;
    assert_eq!(scene.ledger.expire_overdue(10).await?, 0);
    scene.clock.advance(Duration::from_secs(5));
    assert_eq!(scene.ledger.expire_overdue(10).await?, 1);
    assert_eq!(scene.state(message).await?, State::Expired);
    Ok(())
}

pub async fn skips_what_its_recipient_refused(scene: &Scene) -> Outcome {
    let to = |n, state| NewMessage { class: Class::Commercial, state, ..sms(n) };
    let waiting = [FirstState::Queued, FirstState::Planned, FirstState::Held(HoldReason::Approval)];
    let mut batch: Vec<_> = waiting.into_iter().zip(0..).map(|(state, n)| to(n, state)).collect();
    let address = batch[0].body.recipient.clone();
    batch.iter_mut().for_each(|new| new.body.recipient.clone_from(&address));
    let informational = NewMessage { class: Class::Informational, key: sms(10).key, ..batch[0].clone() };
    let code = NewMessage { purpose: Purpose::Code, key: sms(12).key, ..informational.clone() };
    batch.extend([informational, to(11, FirstState::Queued), code]);
    let ids = scene.plan(batch).await?;
    let whose = WaitingFor { channel: Channel::Sms, class: Some(Class::Commercial), address };
    let of = Selection { limit: 2, ..all(Selected::Recipient(whose)) };
    let first = scene.ledger.skip(of.clone(), SkipReason::Refused).await?;
    let rest = scene.ledger.skip(Selection { after: first.next, ..of.clone() }, SkipReason::Refused).await?;
    assert_eq!((first.moved, rest.moved, rest.next), (2, 1, None));
    for id in &ids[..3] {
        assert_eq!(scene.state(*id).await?, State::Skipped);
        let found = scene.ledger.message(COMPANY, *id).await?;
        assert_eq!(found.and_then(|found| found.row.reason), Some(Reason::Skip(SkipReason::Refused)));
    }
    assert_eq!(scene.state(ids[3]).await?, State::Queued, "a debt reminder still comes");
    assert_eq!(scene.state(ids[4]).await?, State::Queued, "somebody else's");
    let Selected::Recipient(whose) = of.which else { return Ok(()) };
    let notices = WaitingFor { class: Some(Class::Informational), ..whose.clone() };
    let notices = all(Selected::Recipient(notices));
    assert_eq!(scene.ledger.skip(notices, SkipReason::Refused).await?.moved, 1);
    assert_eq!(scene.states(&ids[3..]).await?, [State::Skipped, State::Queued, State::Queued]);
    let all = all(Selected::Recipient(WaitingFor { class: None, ..whose }));
    assert_eq!(scene.ledger.skip(all, SkipReason::Unreachable).await?.moved, 1);
    assert_eq!(scene.states(&ids[3..]).await?, [State::Skipped, State::Queued, State::Skipped]);
    Ok(())
}
