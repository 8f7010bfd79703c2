use std::net::SocketAddr;
use std::time::Duration;

use domain::id::AccountId;
use domain::message::{Channel, Class, FailureReason, Purpose, SkipReason, State};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::provider_accounts::{AccountState, PauseReason, SaveAccountForm};
use sandbox::netgsm::{NetgsmConfig, NetgsmStandIn};
use sandbox::{Fault, SandboxClock};
use storage::consents::{self, StoredConsent};
use storage::ledger::{NewMessage, Reason};

use super::rig::{Rig, StandIns};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_job_of_many_numbers_is_reported_number_by_number,
    a_wrong_password_holds_everything_until_it_is_put_right,
    a_refused_sender_name_pauses_the_account,
    a_throttled_account_waits_and_burns_no_attempt,
    a_cut_answer_is_cleared_up_by_asking,
    a_doubt_that_ends_as_accepted_hears_of_its_delivery,
    a_commercial_text_needs_consent_at_the_moment_of_sending,
    a_notice_that_is_refused_meanwhile_does_not_leave_and_a_code_does,
    a_repeat_of_a_notice_that_was_refused_since_does_not_leave,
    one_number_is_never_twice_in_a_job,
);

pub const VALUES: &[(&str, &str)] = &[("usercode", "8501234567"), ("password", "x"), ("sender", "FIRMAADI")];

pub async fn stand_in(world: &World) -> TestResult<NetgsmStandIn> {
    let now = storage::clock::Clock::now(&world.clock);
    let clock = SandboxClock::starting_at(now.micros(), 0.0);
    let addr = SocketAddr::from(([127, 0, 0, 1], 0));
    Ok(NetgsmStandIn::start(addr, NetgsmConfig::default(), clock).await?)
}

pub async fn rig(world: World) -> TestResult<(Rig, NetgsmStandIn, AccountId)> {
    let netgsm = stand_in(&world).await?;
    let stand_ins = StandIns::default().with("netgsm", netgsm.base_url(), netgsm.addr());
    let rig = Rig::new(world, stand_ins).await?;
    let account = rig.connect("netgsm", VALUES).await?;
    Ok((rig, netgsm, account))
}

/// Lets time pass for the product and for the provider.
pub fn pass(rig: &Rig, netgsm: &NetgsmStandIn, seconds: u64) {
    rig.world.pass(seconds);
    netgsm.clock().advance(Duration::from_secs(seconds));
}

async fn a_job_of_many_numbers_is_reported_number_by_number(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let numbers = ["+905321234567", "+905321234568", "+905321230000", "+905321230098"];
    let ids = rig.plan(numbers.map(|number| rig.message(account, Channel::Sms, number)).to_vec()).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted; 4]);
    assert_eq!((netgsm.report().jobs, netgsm.report().recipients), (1, 4));
    pass(&rig, &netgsm, 30);
    rig.engine.look_after().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted; 4], "the first question comes after a minute");
    pass(&rig, &netgsm, 60);
    rig.engine.look_after().await?;
    let states = rig.states(&ids).await?;
    assert_eq!(states[..3], [State::Delivered, State::Delivered, State::Failed]);
    let failed = rig.ledger().message(rig.company, ids[2]).await?.ok_or("no message")?;
    assert_eq!(failed.row.reason, Some(Reason::Failure(FailureReason::InvalidNumber)));
    pass(&rig, &netgsm, 22 * 3_600);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(ids[3]).await?, State::Expired, "nothing was heard within the validity");
    Ok(())
}

async fn a_wrong_password_holds_everything_until_it_is_put_right(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let change = |password: &str| {
        let mut values: std::collections::BTreeMap<_, _> =
            VALUES.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        values.insert("password".to_owned(), password.to_owned());
        SaveAccountForm { account: account.to_string(), values, ..SaveAccountForm::default() }
    };
    rig.services.save_account(&rig.owner, change("bad")).await?;
    let messages =
        ["+905321234567", "+905321234568"].map(|number| rig.message(account, Channel::Sms, number));
    let ids = rig.plan(messages.to_vec()).await?;
    rig.engine.drain().await?;
    rig.engine.look_after().await?;
    assert_eq!(rig.states(&ids).await?, [State::Held; 2]);
    let row = rig.services.get_account(&rig.owner, account).await?.row;
    assert_eq!((row.state, row.pause, row.held), (AccountState::Paused, Some(PauseReason::Credentials), 2));
    rig.services.save_account(&rig.owner, change("x")).await?;
    assert_eq!(rig.services.resume_account(&rig.owner, account).await?, 2);
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted; 2]);
    assert_eq!(netgsm.report().recipients, 2);
    Ok(())
}

async fn a_refused_sender_name_pauses_the_account(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    netgsm.plan_fault(Fault::Code { code: "40".to_owned() });
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    rig.engine.drain().await?;
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Held);
    let view = rig.services.get_account(&rig.owner, account).await?;
    assert_eq!((view.row.pause, view.row.held), (Some(PauseReason::Settings), 1));
    Ok(())
}

async fn a_throttled_account_waits_and_burns_no_attempt(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    netgsm.plan_fault(Fault::Code { code: "80".to_owned() });
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    rig.engine.drain().await?;
    let waiting = rig.ledger().message(rig.company, id).await?.ok_or("no message")?;
    assert_eq!((waiting.row.state, waiting.attempts), (State::Queued, 0));
    assert_eq!(rig.engine.drain().await?, 0);
    pass(&rig, &netgsm, 61);
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::Accepted);
    Ok(())
}

async fn a_cut_answer_is_cleared_up_by_asking(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    netgsm.plan_fault(Fault::CloseAfterAccept);
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::InDoubt);
    pass(&rig, &netgsm, 10);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Delivered, "the provider knew");
    assert_eq!(netgsm.report().recipients, 1);
    Ok(())
}

async fn a_doubt_that_ends_as_accepted_hears_of_its_delivery(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    netgsm.plan_fault(Fault::CloseAfterAccept);
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321230060")]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::InDoubt);
    pass(&rig, &netgsm, 10);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Accepted, "the provider had taken it");
    pass(&rig, &netgsm, 120);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Delivered, "nobody asked for its report");
    Ok(())
}

async fn say(rig: &Rig, number: &str, class: Class, status: ConsentStatus) -> TestResult {
    let word = StoredConsent {
        id: rig.services.ids().next_id(),
        company: rig.company,
        channel: Channel::Sms,
        class,
        address: number.to_owned(),
        consent: Consent { kind: RecipientKind::Individual, status },
        source: ConsentSource::Member,
        at: rig.services.now(),
        proof: None,
    };
    let work =
        rig.services.db().write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) }));
    Ok(work.await?)
}

async fn a_notice_that_is_refused_meanwhile_does_not_leave_and_a_code_does(world: World) -> TestResult {
    let (rig, _netgsm, account) = rig(world).await?;
    let notice = rig.message(account, Channel::Sms, "+905321234567");
    let code = NewMessage { purpose: Purpose::Code, ..rig.message(account, Channel::Sms, "+905321234567") };
    let other = rig.message(account, Channel::Sms, "+905321234568");
    let ids = rig.plan(vec![notice, code, other]).await?;
    say(&rig, "+905321234567", Class::Informational, ConsentStatus::Refused).await?;
    say(&rig, "+905321234568", Class::Commercial, ConsentStatus::Refused).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Skipped, State::Accepted, State::Accepted]);
    let found = rig.ledger().message(rig.company, ids[0]).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Skip(SkipReason::Refused)));
    Ok(())
}

async fn a_repeat_of_a_notice_that_was_refused_since_does_not_leave(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    // Fails at the provider.
    let ids = rig.plan(vec![rig.message(account, Channel::Sms, "+905321230000")]).await?;
    rig.engine.drain().await?;
    for seconds in [30, 60] {
        pass(&rig, &netgsm, seconds);
        rig.engine.look_after().await?;
    }
    assert_eq!(rig.state(ids[0]).await?, State::Failed);
    say(&rig, "+905321230000", Class::Informational, ConsentStatus::Refused).await?;
    pass(&rig, &netgsm, 3_600);
    let repeat = rig.services.resend_message(&rig.owner, ids[0]).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.state(repeat).await?, State::Skipped);
    Ok(())
}

async fn a_commercial_text_needs_consent_at_the_moment_of_sending(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let mut messages = ["+905321234567", "+905321234568", "+905321234569"]
        .map(|number| rig.message(account, Channel::Sms, number))
        .to_vec();
    for message in &mut messages {
        message.class = Class::Commercial;
        message.purpose = Purpose::Campaign;
    }
    for (number, status) in
        [("+905321234567", ConsentStatus::Given), ("+905321234568", ConsentStatus::Refused)]
    {
        say(&rig, number, Class::Commercial, status).await?;
    }
    let ids = rig.plan(messages).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted, State::Skipped, State::Skipped]);
    let reason = |place: usize| {
        let (ledger, company, id) = (rig.ledger(), rig.company, ids[place]);
        async move { ledger.message(company, id).await.map(|found| found.and_then(|one| one.row.reason)) }
    };
    assert_eq!(reason(1).await?, Some(Reason::Skip(SkipReason::Refused)));
    assert_eq!(reason(2).await?, Some(Reason::Skip(SkipReason::NoConsent)));
    assert_eq!(netgsm.report().recipients, 1);
    Ok(())
}

async fn one_number_is_never_twice_in_a_job(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let mut messages = Vec::new();
    for text in ["bir", "iki", "üç"] {
        let mut message = rig.message(account, Channel::Sms, "+905321234567");
        message.body.text = Some(text.to_owned());
        messages.push(message);
    }
    let ids = rig.plan(messages).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted; 3]);
    assert_eq!((netgsm.report().jobs, netgsm.report().recipients), (3, 3));
    Ok(())
}
