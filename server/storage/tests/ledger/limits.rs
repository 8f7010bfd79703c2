//! Limits of companies: nothing passes one, whoever plans at the same time, and what does not leave is
//! given back.

use std::sync::Arc;
use std::time::Duration;

use domain::id::{CampaignId, CompanyId};
use domain::limits::{Asked, ChannelLimits, CompanyLimit, CompanyLimits, Left, Used};
use domain::message::{Channel, Class, HoldReason, SkipReason};
use domain::money::{Currency, Money};
use storage::companies::{self, Company};
use storage::ledger::{FirstState, Ledger, NewMessage, Resend, Selected, Selection, WaitingFor};
use storage::{Db, DbOptions, StorageError, limits};

use crate::concurrency::{on_both_databases, second_process};
use crate::scene::{CAMPAIGN, COMPANY, OTHER, Outcome, Scene, of_other, sms};

on_both_databases!(
    refuses_a_batch_as_a_whole_and_keeps_nothing_of_it,
    a_company_at_its_limit_stops_nobody_else,
    what_does_not_leave_is_given_back,
    what_left_stays_counted,
    counts_the_days_and_months_of_istanbul,
    money_is_counted_in_its_currency,
    a_reservation_is_written_piece_by_piece_and_the_rest_given_back,
    of_two_launches_at_once_one_is_refused,
    many_single_sends_at_once_stop_at_the_limit,
    a_repeat_counts_again_and_costs_what_it_costs_then,
);

fn db(scene: &Scene) -> Result<Db, StorageError> {
    let db = scene.db.as_ref().ok_or(StorageError::NotFound("database"))?;
    Ok((**db).clone())
}

/// Gives the company limits.
async fn limit(scene: &Scene, limits: CompanyLimits) -> Outcome {
    let now = scene.now();
    let db = db(scene)?;
    let work = db.write(move |tx| {
        Box::pin(async move {
            if companies::find(tx, COMPANY).await?.is_none() {
                companies::insert(tx, Company::new(COMPANY, "Işık Ltd.".to_owned(), now)).await?;
            }
            Ok(limits::save(tx, COMPANY, &limits, now).await?)
        })
    });
    work.await
}

fn daily(most: u32) -> CompanyLimits {
    CompanyLimits { sms: ChannelLimits { day: Some(most), month: None }, ..CompanyLimits::default() }
}

async fn used_by(scene: &Scene, company: CompanyId) -> Result<Used, StorageError> {
    let counts_lira = CompanyLimits { money_day: Some(lira(0)), ..CompanyLimits::default() };
    let today = scene.now().to_istanbul().date();
    limits::used(db(scene)?.read(), company, Channel::Sms, &counts_lira, today).await
}

async fn used(scene: &Scene) -> Result<i64, StorageError> {
    Ok(used_by(scene, COMPANY).await?.messages_day)
}

const fn lira(ten_thousandths: i64) -> Money {
    Money::new(ten_thousandths, Currency::Try)
}

/// A message that no campaign sends.
fn single(n: usize) -> NewMessage {
    NewMessage { campaign: None, ..sms(n) }
}

fn singles(range: std::ops::Range<usize>) -> Vec<NewMessage> {
    range.map(single).collect()
}

fn campaign(messages: u32) -> Asked {
    Asked { channel: Channel::Sms, messages, cost: None, is_campaign: true }
}

async fn reserve(db: &Db, scene: &Scene, campaign: CampaignId, asked: Asked) -> Outcome {
    let now = scene.now();
    db.write(move |tx| Box::pin(async move { limits::reserve(tx, COMPANY, campaign, asked, now).await }))
        .await
}

async fn release(scene: &Scene) -> Outcome {
    db(scene)?.write(|tx| Box::pin(async move { limits::release(tx, COMPANY, CAMPAIGN).await })).await
}

async fn refuses_a_batch_as_a_whole_and_keeps_nothing_of_it(scene: Scene) -> Outcome {
    limit(&scene, daily(5)).await?;
    scene.plan(singles(0..3)).await?;
    let refused = scene.ledger.plan(singles(2..6)).await;
    let Err(StorageError::LimitReached(reached)) = refused else { panic!("planned: {refused:?}") };
    assert_eq!((reached.limit, reached.left), (CompanyLimit::MessagesDay, Left::Messages(2)));
    assert_eq!(used(&scene).await?, 3);
    let planned = scene.ledger.plan(singles(2..5)).await?;
    let is_new: Vec<_> = planned.iter().map(|planned| planned.is_new).collect();
    assert_eq!(is_new, [false, true, true], "the keys of what was refused are free");
    assert_eq!(used(&scene).await?, 5);
    let again = scene.ledger.plan(singles(0..5)).await?;
    assert!(again.iter().all(|planned| !planned.is_new), "what is planned already is only answered");
    Ok(())
}

async fn a_company_at_its_limit_stops_nobody_else(scene: Scene) -> Outcome {
    limit(&scene, daily(1)).await?;
    let tasks: Vec<_> = (0..40)
        .map(|n| {
            let new = if n % 2 == 0 { single(n) } else { of_other(sms(n)) };
            let ledger = Arc::clone(&scene.ledger);
            tokio::spawn(async move { (n, ledger.plan(vec![new]).await) })
        })
        .collect();
    let mut planned = [0, 0];
    for task in tasks {
        let (n, answer) = task.await.map_err(|_| StorageError::Panicked)?;
        match answer {
            Ok(_) => planned[n % 2] += 1,
            Err(StorageError::LimitReached(_)) => assert_eq!(n % 2, 0),
            Err(error) => return Err(error),
        }
    }
    assert_eq!(planned, [1, 20]);
    assert_eq!((used(&scene).await?, used_by(&scene, OTHER).await?.messages_day), (1, 20));
    Ok(())
}

async fn what_does_not_leave_is_given_back(scene: Scene) -> Outcome {
    let skipped = NewMessage { state: FirstState::Skipped(SkipReason::NoConsent), ..single(0) };
    let held = NewMessage {
        state: FirstState::Held(HoldReason::Approval),
        expires_at: Some(scene.after(5)),
        ..single(1)
    };
    let short = NewMessage { expires_at: Some(scene.after(5)), cost: Some(lira(400)), ..single(2) };
    let refused = NewMessage { class: Class::Commercial, ..single(3) };
    let address = refused.body.recipient.clone();
    let ids = scene.plan(vec![skipped, held, short, refused, single(4), single(5)]).await?;
    assert_eq!(used(&scene).await?, 5, "what is skipped at once never counts");
    let of = |which| Selection { company: COMPANY, which, after: None, limit: 10 };
    scene.ledger.cancel(of(Selected::Messages(vec![ids[4]])), None).await?;
    let refuser = WaitingFor { channel: Channel::Sms, class: Some(Class::Commercial), address };
    scene.ledger.skip(of(Selected::Recipient(refuser)), SkipReason::Refused).await?;
    assert_eq!(used(&scene).await?, 3);
    scene.clock.advance(Duration::from_secs(6));
    assert_eq!(scene.ledger.expire_overdue(10).await?, 1);
    assert_eq!(used_by(&scene, COMPANY).await?.money_day, 400);
    let node = scene.node().await?.node;
    assert_eq!(scene.claim(node, 10).await?.len(), 1, "the other one expires instead");
    let left = used_by(&scene, COMPANY).await?;
    assert_eq!((left.messages_day, left.money_day), (1, 0));
    Ok(())
}

async fn what_left_stays_counted(scene: Scene) -> Outcome {
    scene.plan(singles(0..2)).await?;
    scene.send_all().await?;
    scene.clock.advance(Duration::from_secs(60));
    let expired = scene.ledger.expire_unreported(COMPANY, crate::scene::ACCOUNT, scene.now(), 10).await?;
    assert_eq!((expired, used(&scene).await?), (2, 2));
    Ok(())
}

async fn counts_the_days_and_months_of_istanbul(scene: Scene) -> Outcome {
    let sms = ChannelLimits { day: Some(2), month: Some(3) };
    limit(&scene, CompanyLimits { sms, ..CompanyLimits::default() }).await?;
    scene.plan(singles(0..2)).await?;
    assert!(scene.ledger.plan(singles(2..3)).await.is_err());
    // The scene is at noon in Istanbul; 21:00 UTC is its midnight.
    scene.clock.advance(Duration::from_secs(12 * 3_600));
    scene.plan(singles(2..3)).await?;
    let refused = scene.ledger.plan(singles(3..4)).await;
    let Err(StorageError::LimitReached(reached)) = refused else { panic!("planned: {refused:?}") };
    assert_eq!(reached.limit, CompanyLimit::MessagesMonth);
    let first_of_next = reached.resets_at.ok_or(StorageError::NotFound("end of the month"))?;
    scene.clock.advance(Duration::from_secs(first_of_next.since(scene.now()).as_secs()));
    scene.plan(singles(3..5)).await?;
    Ok(())
}

async fn money_is_counted_in_its_currency(scene: Scene) -> Outcome {
    limit(&scene, CompanyLimits { money_day: Some(lira(1_000)), ..CompanyLimits::default() }).await?;
    let costs = |n, cost| NewMessage { cost: Some(cost), ..single(n) };
    scene.plan(vec![costs(0, lira(600)), costs(1, Money::new(9_999, Currency::Usd))]).await?;
    let refused = scene.ledger.plan(vec![costs(2, lira(401))]).await;
    let Err(StorageError::LimitReached(reached)) = refused else { panic!("planned: {refused:?}") };
    assert_eq!((reached.limit, reached.left), (CompanyLimit::MoneyDay, Left::Money(lira(400))));
    scene.plan(vec![costs(3, lira(400)), single(4)]).await?;
    Ok(())
}

async fn a_reservation_is_written_piece_by_piece_and_the_rest_given_back(scene: Scene) -> Outcome {
    limit(&scene, daily(100)).await?;
    let cost = Some(lira(4_000));
    reserve(&db(&scene)?, &scene, CAMPAIGN, Asked { cost, ..campaign(100) }).await?;
    assert_eq!(used_by(&scene, COMPANY).await?.money_day, 4_000);
    assert!(scene.ledger.plan(singles(900..901)).await.is_err(), "all of it is reserved");
    let piece = |range: std::ops::Range<usize>| -> Vec<_> {
        range.map(|n| NewMessage { cost: Some(lira(40)), ..sms(n) }).collect()
    };
    scene.plan(piece(0..50)).await?;
    scene.plan(piece(0..60)).await?;
    let so_far = used_by(&scene, COMPANY).await?;
    assert_eq!((so_far.messages_day, so_far.money_day), (100, 4_000));
    release(&scene).await?;
    release(&scene).await?;
    let after = used_by(&scene, COMPANY).await?;
    assert_eq!((after.messages_day, after.money_day), (60, 2_400));
    Ok(())
}

async fn of_two_launches_at_once_one_is_refused(scene: Scene) -> Outcome {
    limit(&scene, daily(100)).await?;
    let url = scene.db.as_ref().map_or("", |db| db.url());
    let other = Db::open(url, DbOptions { readers: 1, pool: 4, ..DbOptions::default() }).await?;
    for round in 0..8 {
        let ids = [CampaignId::from_i64(100 + round), CampaignId::from_i64(200 + round)];
        let one = db(&scene)?;
        let answers = tokio::join!(
            reserve(&one, &scene, ids[0], campaign(60)),
            reserve(&other, &scene, ids[1], campaign(60))
        );
        let refused = |answer: &Outcome| matches!(answer, Err(StorageError::LimitReached(_)));
        assert_eq!([&answers.0, &answers.1].map(refused).iter().filter(|no| **no).count(), 1, "{answers:?}");
        assert_eq!(used(&scene).await?, 60);
        for id in ids {
            let work = one.write(move |tx| Box::pin(async move { limits::release(tx, COMPANY, id).await }));
            work.await?;
        }
    }
    Ok(())
}

async fn many_single_sends_at_once_stop_at_the_limit(scene: Scene) -> Outcome {
    limit(&scene, daily(25)).await?;
    let ledgers = [Arc::clone(&scene.ledger), second_process(&scene).await?];
    let send = |n: usize| {
        let ledger: Arc<dyn Ledger> = Arc::clone(&ledgers[n % 2]);
        tokio::spawn(async move { ledger.plan(vec![single(n)]).await })
    };
    let mut planned = 0;
    for task in (0..80).map(send).collect::<Vec<_>>() {
        match task.await.map_err(|_| StorageError::Panicked)? {
            Ok(_) => planned += 1,
            Err(StorageError::LimitReached(_)) => {}
            Err(error) => return Err(error),
        }
    }
    assert_eq!((planned, used(&scene).await?), (25, 25));
    Ok(())
}

async fn a_repeat_counts_again_and_costs_what_it_costs_then(scene: Scene) -> Outcome {
    let first = scene.plan_one(NewMessage { cost: Some(lira(395)), ..single(0) }).await?;
    let again = Resend {
        message: first,
        undone: None,
        account: None,
        due_at: scene.now(),
        expires_at: None,
        created_by: None,
        approved_by: None,
        via: domain::accounts::Via::Screen,
        cost: Some(lira(400)),
    };
    let repeat = scene.ledger.resend(COMPANY, vec![again]).await?[0].message;
    let found = scene.ledger.message(COMPANY, repeat).await?.ok_or(StorageError::NotFound("message"))?;
    assert_eq!(found.cost, Some(lira(400)));
    let sum = used_by(&scene, COMPANY).await?;
    assert_eq!((sum.messages_day, sum.money_day), (2, 795));
    Ok(())
}
