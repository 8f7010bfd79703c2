use domain::message::{Channel, State};

use super::netgsm::{pass, rig};
use crate::engine::CallbackCall;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    an_unsigned_call_proves_nothing_and_makes_us_ask,
    a_call_at_a_wrong_address_or_of_a_wrong_form_is_turned_away,
);

fn call(body: &str) -> CallbackCall {
    CallbackCall {
        method: "POST".to_owned(),
        query: String::new(),
        headers: vec![("content-type".to_owned(), "application/json".to_owned())],
        body: body.as_bytes().to_vec(),
    }
}

async fn an_unsigned_call_proves_nothing_and_makes_us_ask(world: World) -> TestResult {
    let (rig, netgsm, account) = rig(world).await?;
    // 0098 waits for ever; the call claims that it arrived.
    let numbers = ["+905321230098", "+905321234567"];
    let ids = rig.plan(numbers.map(|number| rig.message(account, Channel::Sms, number)).to_vec()).await?;
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 61);
    rig.engine.look_after().await?;
    assert_eq!(rig.states(&ids).await?, [State::Accepted, State::Delivered]);
    let found = rig.ledger().history(rig.company, ids[0]).await?;
    let job = found.attempts[0].provider_ref.clone().unwrap_or_default();
    let (job, number) = job.split_once('/').ok_or("no job")?;
    let forged = format!(r#"[{{"jobid":"{job}","number":"{number}","status":1,"deliveredDate":""}}]"#);
    for _ in 0..2 {
        let answer = rig.services.accept_callback(account, call(&forged)).await?;
        assert_eq!(answer.status, 200);
    }
    pass(&rig, &netgsm, 5);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(ids[0]).await?, State::Accepted);
    Ok(())
}

async fn a_call_at_a_wrong_address_or_of_a_wrong_form_is_turned_away(world: World) -> TestResult {
    let (rig, _netgsm, account) = rig(world).await?;
    let url = rig.services.get_account(&rig.owner, account).await?.callback.ok_or("no address")?.url;
    let token = url.rsplit('/').next().ok_or("no token")?.to_owned();
    for (token, whose) in [(token, Some(account)), ("A".repeat(43), None), ("x".to_owned(), None)] {
        assert_eq!(rig.services.callback_account(&token).await?, whose, "{token}");
    }
    assert_eq!(rig.services.accept_callback(account, call("<html>")).await?.status, 400);
    Ok(())
}
