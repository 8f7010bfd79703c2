//! What is left to spend, and what becomes of an account when nothing is.

use std::net::SocketAddr;

use domain::credit::{ThresholdField, ThresholdsForm};
use domain::id::AccountId;
use domain::message::{Channel, FailureReason, State};
use domain::provider_accounts::{AccountRow, AccountState, PauseReason};
use sandbox::netgsm::{NetgsmConfig, NetgsmStandIn};
use sandbox::{Fault, SandboxClock};
use storage::ledger::{Cursor, MessageFilter, Reason};

use super::netgsm::{VALUES, pass, rig as plain_rig};
use super::rig::{Rig, StandIns};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    the_balance_is_read_again_after_something_was_sent,
    a_balance_that_cannot_be_read_stays_and_says_since_when,
    credit_that_sending_brings_down_is_warned_of_once,
    an_account_without_credit_is_paused_by_the_report_that_says_so,
    what_left_before_the_account_was_resumed_pauses_it_not_again,
);

async fn rig(world: World) -> TestResult<(Rig, NetgsmStandIn, AccountId)> {
    let now = storage::clock::Clock::now(&world.clock);
    let clock = SandboxClock::starting_at(now.micros(), 0.0);
    let config = NetgsmConfig { credit: Some(100), ..NetgsmConfig::default() };
    let netgsm = NetgsmStandIn::start(SocketAddr::from(([127, 0, 0, 1], 0)), config, clock).await?;
    let stand_ins = StandIns::default().with("netgsm", netgsm.base_url(), netgsm.addr());
    let rig = Rig::new(world, stand_ins).await?;
    let account = rig.connect("netgsm", VALUES).await?;
    Ok((rig, netgsm, account))
}

async fn row(rig: &Rig, account: AccountId) -> TestResult<AccountRow> {
    Ok(rig.services.get_account(&rig.owner, account).await?.row)
}

/// The parts that are left, as they were last told.
async fn left(rig: &Rig, account: AccountId) -> TestResult<Option<i64>> {
    let balance = row(rig, account).await?.balance;
    Ok(balance.and_then(|balance| balance.packages.first().map(|package| package.left)))
}

async fn the_balance_is_read_again_after_something_was_sent(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    rig.engine.look_after().await?;
    assert_eq!(left(&rig, account).await?, Some(100));
    rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?;
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 300);
    rig.engine.look_after().await?;
    assert_eq!(left(&rig, account).await?, Some(100), "not more than once in ten minutes");
    pass(&rig, &netgsm, 301);
    rig.engine.look_after().await?;
    assert_eq!(left(&rig, account).await?, Some(99));
    let read_at = row(&rig, account).await?.balance.map(|balance| balance.at);
    assert_eq!(read_at, Some(rig.services.now()));
    Ok(())
}

async fn a_balance_that_cannot_be_read_stays_and_says_since_when(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    rig.engine.look_after().await?;
    let read_at = rig.services.now();
    pass(&rig, &netgsm, 86_400);
    // The inbox is read before.
    netgsm.plan_fault(Fault::Code { code: "70".to_owned() });
    netgsm.plan_fault(Fault::Code { code: "70".to_owned() });
    rig.engine.look_after().await?;
    let failed_at = rig.services.now();
    let found = row(&rig, account).await?;
    let told = found.balance.as_ref().map(|balance| balance.at);
    assert_eq!((told, found.balance_failed_since), (Some(read_at), Some(failed_at)));
    pass(&rig, &netgsm, 601);
    rig.engine.look_after().await?;
    let found = row(&rig, account).await?;
    assert_eq!(found.balance.map(|balance| balance.at), Some(rig.services.now()));
    assert_eq!((found.balance_failed_since, found.state), (None, AccountState::Active));
    Ok(())
}

async fn credit_that_sending_brings_down_is_warned_of_once(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    rig.engine.look_after().await?;
    let thresholds = vec![ThresholdField { unit: "pieces:Adet SMS".to_owned(), least: "99".to_owned() }];
    let form = ThresholdsForm { account: account.to_string(), thresholds };
    rig.services.save_thresholds(&rig.owner, &form).await?;
    for number in ["+905321234567", "+905321234568"] {
        rig.plan(vec![rig.message(account, Channel::Sms, number)]).await?;
        rig.engine.drain().await?;
        pass(&rig, &netgsm, 601);
        rig.engine.look_after().await?;
    }
    assert_eq!((left(&rig, account).await?, row(&rig, account).await?.credit_low), (Some(98), true));
    // The engine has put it into the platform's own messages.
    let company = rig.services.platform_company().await?;
    let all = MessageFilter::default();
    let mails = rig.ledger().list_messages(company, &all, Cursor::Newest, 9).await?.rows;
    let waiting = rig.services.take_system_mails(9).await?.len();
    let subjects: Vec<_> = mails.into_iter().filter_map(|row| row.subject).collect();
    assert_eq!((subjects.len(), waiting), (1, 0), "{subjects:?}");
    assert!(subjects[0].contains("kredisi azaldı"), "{subjects:?}");
    Ok(())
}

async fn an_account_without_credit_is_paused_by_the_report_that_says_so(world: World) -> TestResult {
    let (rig, netgsm, account) = plain_rig(world).await?;
    let failing = rig.plan(vec![rig.message(account, Channel::Sms, "+905321230014")]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(failing).await?, State::Accepted);
    let waiting = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    pass(&rig, &netgsm, 61);
    rig.engine.look_after().await?;
    let failed = rig.ledger().message(rig.company, failing).await?.ok_or("no message")?;
    assert_eq!(failed.row.reason, Some(Reason::Failure(FailureReason::NoCredit)));
    let found = row(&rig, account).await?;
    assert_eq!((found.state, found.pause), (AccountState::Paused, Some(PauseReason::NoCredit)));
    assert_eq!(rig.state(waiting).await?, State::Held);
    assert_eq!(rig.services.resume_account(&rig.owner, account).await?, 1);
    rig.engine.drain().await?;
    assert_eq!(rig.state(waiting).await?, State::Accepted, "topped up and resumed");
    Ok(())
}

async fn what_left_before_the_account_was_resumed_pauses_it_not_again(world: World) -> TestResult {
    let (rig, netgsm, account) = plain_rig(world).await?;
    rig.plan(vec![rig.message(account, Channel::Sms, "+905321230014")]).await?;
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 40);
    let later = rig.plan(vec![rig.message(account, Channel::Sms, "+905331230014")]).await?[0];
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 25);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(later).await?, State::Accepted, "asked for after a minute");
    assert_eq!(row(&rig, account).await?.pause, Some(PauseReason::NoCredit));
    rig.services.resume_account(&rig.owner, account).await?;
    pass(&rig, &netgsm, 60);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(later).await?, State::Failed);
    assert_eq!(row(&rig, account).await?.state, AccountState::Active);
    Ok(())
}
