//! What providers call with is taken in whatever else goes wrong, sending or paused.

use domain::id::{AccountId, MessageId};
use domain::message::{Channel, Class, State};
use domain::messages::ConsentStatus;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use storage::consents;

use super::rig::Rig;
use super::whatsapp::rig;
use crate::engine::CallbackCall;
use crate::keyed::hmac;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_character_that_no_text_holds_keeps_nobody_up,
    a_call_that_cannot_be_applied_keeps_no_other_up,
    a_stop_word_counts_while_its_account_is_paused,
    a_stop_word_counts_although_its_account_is_removed,
    a_report_counts_while_its_account_is_paused,
    what_a_removed_account_left_at_its_provider_ends_some_day,
    two_processes_take_in_a_call_once,
);

/// An account's webhook, signed with the account's own secret.
pub async fn call(rig: &Rig, account: AccountId, mut value: Value) -> TestResult<u16> {
    let view = rig.services.get_account(&rig.owner, account).await?;
    let number = view.values.get("phone_number_id").ok_or("no number")?;
    value["metadata"] = json!({ "display_phone_number": "902121234567", "phone_number_id": number });
    let body = json!({
        "object": "whatsapp_business_account",
        "entry": [{ "id": view.values.get("waba_id"), "changes": [{ "field": "messages", "value": value }] }],
    });
    let body = body.to_string().into_bytes();
    let signature = hmac(b"sandbox-app-secret", &body).iter().fold("sha256=".to_owned(), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    });
    let url = view.callback.ok_or("no address")?.url;
    let token = url.rsplit('/').next().ok_or("no token")?;
    let headers = vec![("x-hub-signature-256".to_owned(), signature)];
    let call = CallbackCall { method: "POST".to_owned(), query: String::new(), headers, body };
    let account = rig.services.callback_account(token).await?.ok_or("no such address")?;
    Ok(rig.services.accept_callback(account, call).await?.status)
}

/// Somebody answers.
fn says(number: &str, text: &str) -> Value {
    json!({ "messages": [
        { "from": number, "id": "wamid.IN", "timestamp": "1795000000", "type": "text", "text": { "body": text } },
    ] })
}

/// A message that the provider has.
async fn sent(rig: &Rig, account: AccountId) -> TestResult<(MessageId, String)> {
    let template =
        json!({ "name": "siparis_onayi", "language": "tr", "body": [{ "text": "Ayşe" }, { "text": "S-1" }] });
    let mut message = rig.message(account, Channel::Whatsapp, "+905321234567");
    message.body.params = Some(template.to_string());
    let id = rig.plan(vec![message]).await?[0];
    rig.world.pass(11);
    rig.engine.drain().await?;
    let found = rig.ledger().history(rig.company, id).await?;
    let name = found.attempts.first().and_then(|attempt| attempt.provider_ref.clone()).ok_or("not sent")?;
    Ok((id, name))
}

fn report(name: &str, status: &str) -> Value {
    json!({ "statuses": [{ "id": name, "status": status, "timestamp": "1795000000" }] })
}

async fn word_of(rig: &Rig, number: &str) -> TestResult<Option<ConsentStatus>> {
    let asked = [number.to_owned()];
    let read = rig.services.db().read();
    let found =
        consents::of_addresses(read, rig.company, Channel::Whatsapp, Class::Commercial, &asked).await?;
    Ok(found.into_iter().next().map(|(_, consent)| consent.status))
}

async fn waiting(rig: &Rig, account: AccountId) -> TestResult<usize> {
    Ok(storage::callbacks::waiting_of(rig.services.db().read(), account, None, 100).await?.len())
}

async fn a_character_that_no_text_holds_keeps_nobody_up(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let (id, name) = sent(&rig, account).await?;
    let odd = json!({ "statuses": [{
        "id": "wamid.\u{0}X", "status": "failed", "timestamp": "1795000000",
        "errors": [{ "code": 131026, "title": "Un\u{0}deliverable" }],
    }] });
    assert_eq!(call(&rig, account, odd).await?, 200);
    assert_eq!(call(&rig, account, says("905321234568", "STOP\u{0}")).await?, 200);
    assert_eq!(call(&rig, account, report(&name, "delivered")).await?, 200);
    rig.engine.look_after().await?;
    assert_eq!((rig.state(id).await?, waiting(&rig, account).await?), (State::Delivered, 0));
    assert_eq!(word_of(&rig, "+905321234568").await?, Some(ConsentStatus::Refused));
    Ok(())
}

async fn a_call_that_cannot_be_applied_keeps_no_other_up(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let (id, name) = sent(&rig, account).await?;
    rig.world.execute("ALTER TABLE consent_events RENAME TO out_of_reach").await?;
    assert_eq!(call(&rig, account, says("905321234568", "RET")).await?, 200);
    assert_eq!(call(&rig, account, report(&name, "delivered")).await?, 200);
    rig.engine.look_after().await?;
    assert_eq!((rig.state(id).await?, waiting(&rig, account).await?), (State::Delivered, 1));
    rig.world.execute("ALTER TABLE out_of_reach RENAME TO consent_events").await?;
    rig.world.pass(2);
    rig.engine.look_after().await?;
    assert_eq!(word_of(&rig, "+905321234568").await?, Some(ConsentStatus::Refused));
    Ok(())
}

async fn a_stop_word_counts_while_its_account_is_paused(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    rig.services.pause_account(&rig.owner, account).await?;
    assert_eq!(call(&rig, account, says("905321234568", "RET")).await?, 200);
    rig.engine.look_after().await?;
    assert_eq!(word_of(&rig, "+905321234568").await?, Some(ConsentStatus::Refused));
    assert_eq!(waiting(&rig, account).await?, 0);
    Ok(())
}

async fn a_stop_word_counts_although_its_account_is_removed(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    assert_eq!(call(&rig, account, says("905321234568", "RET")).await?, 200);
    rig.services.remove_account(&rig.owner, account, None).await?;
    assert_eq!(word_of(&rig, "+905321234568").await?, Some(ConsentStatus::Refused));
    assert_eq!(waiting(&rig, account).await?, 0);
    Ok(())
}

async fn a_report_counts_while_its_account_is_paused(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let (id, name) = sent(&rig, account).await?;
    rig.services.pause_account(&rig.owner, account).await?;
    rig.engine.look_after().await?;
    assert_eq!(call(&rig, account, report(&name, "delivered")).await?, 200);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Delivered);
    let later = rig.plan(vec![rig.message(account, Channel::Whatsapp, "+905321234569")]).await?[0];
    rig.engine.drain().await?;
    assert_eq!(rig.state(later).await?, State::Queued, "a paused account sends nothing");
    Ok(())
}

async fn what_a_removed_account_left_at_its_provider_ends_some_day(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let (id, _) = sent(&rig, account).await?;
    rig.services.remove_account(&rig.owner, account, None).await?;
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Accepted);
    rig.world.pass(90 * 86_400);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Expired);
    Ok(())
}

async fn two_processes_take_in_a_call_once(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    for number in 0..20 {
        let said = says(&format!("9053212345{number:02}"), "RET");
        assert_eq!(call(&rig, account, said).await?, 200);
    }
    let reached = rig.services.outbounds().clone();
    let other = rig.world.restarted(|config| config.outbounds = reached).await?;
    let (one, two) = tokio::join!(rig.services.apply_callbacks(), other.apply_callbacks());
    drop((one?, two?));
    assert_eq!(waiting(&rig, account).await?, 0);
    let read = rig.services.db().read();
    let count =
        Statement::from_string(read.get_database_backend(), "SELECT COUNT(*) AS n FROM consent_events");
    let proofs: i64 = read.query_one_raw(count).await?.ok_or("no count")?.try_get("", "n")?;
    assert_eq!(proofs, 20);
    Ok(())
}
