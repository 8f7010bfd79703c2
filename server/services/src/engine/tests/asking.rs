//! Asking providers: what one of them does keeps nobody else up.

use std::time::Duration;

use domain::failure::Problem;
use domain::message::{Channel, State};
use domain::provider_accounts::{AccountState, PauseReason, TestOutcome};
use sandbox::Fault;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::netgsm::{VALUES, pass, rig, stand_in};
use super::rig::{Rig, StandIns};
use crate::engine::{Engine, EngineConfig};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_provider_that_does_not_answer_keeps_nobody_up,
    an_account_whose_secrets_do_not_open_is_paused_and_keeps_nobody_up,
    old_reports_are_asked_for_although_newer_ones_never_come,
    a_provider_that_wants_rest_is_left_alone,
    a_login_that_is_refused_while_asking_pauses_the_account,
);

async fn a_provider_that_does_not_answer_keeps_nobody_up(world: World) -> TestResult {
    let silent = TcpListener::bind("127.0.0.1:0").await?;
    let addr = silent.local_addr()?;
    let stand_ins = StandIns::default().with("netgsm", format!("http://{addr}"), addr);
    let rig = Rig::new(world, stand_ins.patient(Duration::from_secs(600))).await?;
    rig.connect("netgsm", VALUES).await?;
    let (inner, mut asking) = (&rig.engine.inner, JoinSet::new());
    inner.refresh_lanes().await?;
    inner.ask_providers(&mut asking).await;
    let (_call, _) = silent.accept().await?;
    inner.sweep().await?;
    inner.ask_providers(&mut asking).await;
    assert!(asking.try_join_next().is_none(), "the sweep waited for an answer that never comes");
    assert_eq!(asking.len(), 1, "nobody is asked twice at once");
    Ok(())
}

async fn an_account_whose_secrets_do_not_open_is_paused_and_keeps_nobody_up(world: World) -> TestResult {
    let (rig, _netgsm, sound) = rig(world).await?;
    let broken = rig.connect("netgsm", VALUES).await?;
    rig.world
        .execute(
            "UPDATE provider_accounts SET version = 2, secrets = '{\"password\":\"AAAA\"}' \
             WHERE id = (SELECT MAX(id) FROM provider_accounts)",
        )
        .await?;
    let id = rig.plan(vec![rig.message(sound, Channel::Sms, "+905321234567")]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(id).await?, State::Accepted);
    let rows = rig.services.list_accounts(&rig.owner).await?;
    let of = |account| rows.iter().find(|row| row.id == account).map(|row| (row.state, row.pause));
    assert_eq!(of(broken), Some((AccountState::Paused, Some(PauseReason::Sealed))));
    assert_eq!(of(sound), Some((AccountState::Active, None)));
    Ok(())
}

async fn old_reports_are_asked_for_although_newer_ones_never_come(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let config = EngineConfig { awaited: 2, ..EngineConfig::default() };
    let engine = Engine::new(rig.services.clone(), config);
    let old = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    engine.drain().await?;
    for number in ["+905321230098", "+905331230098", "+905341230098", "+905351230098"] {
        rig.plan(vec![rig.message(account, Channel::Sms, number)]).await?;
        engine.drain().await?;
    }
    pass(&rig, &netgsm, 61);
    engine.look_after().await?;
    assert_eq!(rig.state(old).await?, State::Delivered);
    Ok(())
}

async fn a_provider_that_wants_rest_is_left_alone(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321234567")]).await?[0];
    rig.engine.drain().await?;
    rig.engine.look_after().await?;
    pass(&rig, &netgsm, 61);
    netgsm.plan_fault(Fault::Code { code: "80".to_owned() });
    rig.engine.look_after().await?;
    pass(&rig, &netgsm, 30);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Accepted, "it was asked although it wanted a minute of rest");
    pass(&rig, &netgsm, 31);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Delivered, "what was left was not asked for");
    Ok(())
}

async fn a_login_that_is_refused_while_asking_pauses_the_account(world: World) -> TestResult {
    let netgsm = stand_in(&world).await?;
    let stand_ins = StandIns::default().with("netgsm", netgsm.base_url(), netgsm.addr());
    let rig = Rig::new(world, stand_ins).await?;
    let values = [("usercode", "8501234567"), ("password", "bad"), ("sender", "FIRMAADI")];
    let account = rig.connect("netgsm", &values).await?;
    rig.engine.look_after().await?;
    let row = rig.services.get_account(&rig.owner, account).await?.row;
    assert_eq!((row.state, row.pause), (AccountState::Paused, Some(PauseReason::Credentials)));
    let tested = rig.services.test_account(&rig.owner, account).await?;
    let TestOutcome::Bad(failure) = tested.outcome else { return Err("a bad password was taken".into()) };
    assert_eq!(failure.of("values[password]").map(|field| field.problem), Some(Problem::ProviderCredentials));
    assert_eq!(failure.detail.as_deref(), Some("30"), "the code is a detail");
    Ok(())
}
