//! Texts of our own on WhatsApp: to those alone who wrote within a day.

use std::time::Duration;

use domain::campaigns::{ContentForm, ResendForm};
use domain::contacts::ContactForm;
use domain::failure::{Failure, Problem};
use domain::id::{AccountId, CampaignId, ContactId, MessageId};
use domain::message::{Channel, FailureReason, SkipReason, State};
use domain::messages::{BulkForm, SERVICE_WINDOW, SendMessageForm};
use domain::time::Timestamp;
use sandbox::graph::{GraphConfig, InboundMessage, OutsideWindow};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use storage::ledger::{Cursor, MessageFilter, MessageRow, Reason};

use super::hearing::call;
use super::law::{introduce, say_yes};
use super::rig::Rig;
use super::whatsapp::{draft, launch, only_row, rig, rig_with};
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    whoever_writes_can_be_answered_for_a_day,
    whatever_a_person_sends_opens_the_window_and_a_notice_does_not,
    a_campaign_leaves_out_whose_window_is_closed,
    the_window_is_looked_at_again_when_a_text_leaves,
    a_report_of_a_closed_window_closes_it_until_the_person_writes_again,
    a_refusal_for_a_closed_window_closes_it,
    a_report_says_nothing_of_what_was_written_since,
    a_repeat_goes_only_into_an_open_window,
    a_test_goes_only_into_an_open_window,
    a_commercial_text_wants_consent_and_carries_its_way_out,
    who_wrote_is_forgotten_with_time_erasure_and_mode,
);

const DAY: u64 = 24 * 3_600;
const AYSE: &str = "905321234567";
const CLOSED: (State, Option<Reason>) = (State::Skipped, Some(Reason::Skip(SkipReason::WindowClosed)));

/// A person sends something now.
fn sends(rig: &Rig, number: &str, mut what: Value) -> Value {
    what["from"] = number.into();
    what["id"] = "wamid.IN".into();
    what["timestamp"] = rig.services.now().seconds().to_string().into();
    json!({ "messages": [what] })
}

fn text(said: &str) -> Value {
    json!({ "type": "text", "text": { "body": said } })
}

async fn hear(rig: &Rig, account: AccountId, what: Value) -> TestResult {
    assert_eq!(call(rig, account, what).await?, 200);
    Ok(rig.engine.look_after().await?)
}

async fn wrote(rig: &Rig, account: AccountId, number: &str) -> TestResult {
    hear(rig, account, sends(rig, number, text("Merhaba"))).await
}

/// A text to a number, and what became of it.
async fn answer(rig: &Rig, number: &str) -> TestResult<(MessageId, (State, Option<Reason>))> {
    let form = SendMessageForm {
        channel: "whatsapp".to_owned(),
        recipient: format!("+{number}"),
        class: "informational".to_owned(),
        text: "Siparişiniz yola çıktı".to_owned(),
        ..SendMessageForm::default()
    };
    let id = rig.services.send_message(&rig.owner, &form).await?;
    rig.engine.drain().await?;
    Ok((id, now_of(rig, id).await?))
}

async fn now_of(rig: &Rig, id: MessageId) -> TestResult<(State, Option<Reason>)> {
    let row = rig.ledger().message(rig.company, id).await?.ok_or("no message")?.row;
    Ok((row.state, row.reason))
}

async fn card(rig: &Rig, number: &str) -> TestResult<ContactId> {
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: format!("+{number}"),
        ..ContactForm::default()
    };
    Ok(rig.services.save_contact(&rig.owner, &form).await?)
}

/// What the person's page shows.
async fn until(rig: &Rig, contact: ContactId) -> TestResult<Option<Timestamp>> {
    let view = rig.services.get_contact(&rig.owner, contact).await?;
    Ok(view.addresses.first().ok_or("the card has no address")?.window_until)
}

fn own(campaign: CampaignId, class: &str, body: &str) -> ContentForm {
    ContentForm {
        campaign: campaign.to_string(),
        class: class.to_owned(),
        body: body.to_owned(),
        ..ContentForm::default()
    }
}

async fn rows(rig: &Rig) -> TestResult<Vec<MessageRow>> {
    Ok(rig.ledger().list_messages(rig.company, &MessageFilter::default(), Cursor::Newest, 10).await?.rows)
}

fn failure<T>(result: Result<T, ServiceError>) -> TestResult<Failure> {
    Ok(Failure::from(result.err().ok_or("it was taken")?))
}

async fn whoever_writes_can_be_answered_for_a_day(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let contact = card(&rig, AYSE).await?;
    assert_eq!((answer(&rig, AYSE).await?.1, until(&rig, contact).await?), (CLOSED, None));
    wrote(&rig, account, AYSE).await?;
    let closes = rig.services.now() + SERVICE_WINDOW;
    assert_eq!(until(&rig, contact).await?, Some(closes));
    assert_eq!(answer(&rig, AYSE).await?.1, (State::Accepted, None));
    rig.world.pass(DAY - 6 * 60);
    assert_eq!(answer(&rig, AYSE).await?.1, (State::Accepted, None));
    rig.world.pass(60);
    assert_eq!((answer(&rig, AYSE).await?.1, until(&rig, contact).await?), (CLOSED, None));
    Ok(())
}

async fn whatever_a_person_sends_opens_the_window_and_a_notice_does_not(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let kinds = [
        (text("Merhaba"), true),
        (json!({ "type": "image", "image": { "id": "1", "mime_type": "image/jpeg" } }), true),
        (json!({ "type": "reaction", "reaction": { "message_id": "wamid.X", "emoji": "👍" } }), true),
        (json!({ "type": "button", "button": { "text": "Evet", "payload": "evet" } }), true),
        (json!({ "type": "location", "location": { "latitude": 37.8, "longitude": 32.4 } }), true),
        (json!({ "type": "unsupported" }), true),
        (
            json!({ "type": "system", "system": { "type": "user_changed_number", "wa_id": "905321234599" } }),
            false,
        ),
        (json!({ "type": "system", "system": { "type": "user_changed_user_id" } }), false),
    ];
    for (place, (what, opens)) in kinds.into_iter().enumerate() {
        let number = format!("90532123450{place}");
        let kind = what["type"].clone();
        hear(&rig, account, sends(&rig, &number, what)).await?;
        let came = answer(&rig, &number).await?.1;
        assert_eq!(came, if opens { (State::Accepted, None) } else { CLOSED }, "{kind}");
    }
    Ok(())
}

async fn a_campaign_leaves_out_whose_window_is_closed(world: World) -> TestResult {
    let (rig, graph, account) = rig(world).await?;
    wrote(&rig, account, AYSE).await?;
    let id = draft(&rig, "0532 123 45 67, 0532 123 45 68").await?;
    rig.services.save_content(&rig.owner, own(id, "informational", "Sayın {{telefon}}, yoldayız.")).await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    let excluded: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.count)).collect();
    assert_eq!((review.recipients, excluded), (1, vec![(SkipReason::WindowClosed, 1)]));
    assert!(!review.unpriced && review.cost.is_none(), "an answer costs nothing");
    launch(&rig, id).await?;
    rig.world.pass(11);
    assert_eq!(rig.engine.drain().await?, 1);
    let row = only_row(&rig).await?;
    assert_eq!((row.recipient.as_str(), rig.state(row.id).await?), ("+905321234567", State::Accepted));
    let sent = graph.messages();
    assert_eq!((sent[0].kind.as_str(), &sent[0].template), ("text", &None));
    Ok(())
}

async fn the_window_is_looked_at_again_when_a_text_leaves(world: World) -> TestResult {
    let (rig, graph, account) = rig(world).await?;
    wrote(&rig, account, AYSE).await?;
    let mut later = rig.message(account, Channel::Whatsapp, "+905321234567");
    later.due_at = rig.services.now() + Duration::from_secs(DAY);
    later.expires_at = None;
    let id = rig.plan(vec![later]).await?[0];
    rig.world.pass(DAY);
    rig.engine.drain().await?;
    assert_eq!(now_of(&rig, id).await?, CLOSED);
    assert!(graph.messages().is_empty(), "nothing of it left");
    Ok(())
}

/// What WhatsApp says of a message that it took.
async fn says_closed(rig: &Rig, account: AccountId, message: MessageId) -> TestResult {
    let history = rig.ledger().history(rig.company, message).await?;
    let name = history.attempts.first().and_then(|attempt| attempt.provider_ref.clone()).ok_or("not sent")?;
    let status = json!({
        "id": name, "status": "failed", "timestamp": rig.services.now().seconds().to_string(),
        "errors": [{ "code": 131_047, "title": "Re-engagement message" }],
    });
    hear(rig, account, json!({ "statuses": [status] })).await
}

const REFUSED: (State, Option<Reason>) = (State::Failed, Some(Reason::Failure(FailureReason::WindowClosed)));

async fn a_report_of_a_closed_window_closes_it_until_the_person_writes_again(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let said = sends(&rig, AYSE, text("Merhaba"));
    hear(&rig, account, said.clone()).await?;
    let (id, state) = answer(&rig, AYSE).await?;
    assert_eq!(state, (State::Accepted, None));
    rig.world.pass(5);
    says_closed(&rig, account, id).await?;
    assert_eq!((now_of(&rig, id).await?, answer(&rig, AYSE).await?.1), (REFUSED, CLOSED));
    hear(&rig, account, said).await?;
    assert_eq!(answer(&rig, AYSE).await?.1, CLOSED, "what is told again was said before");
    wrote(&rig, account, AYSE).await?;
    assert_eq!(answer(&rig, AYSE).await?.1, (State::Accepted, None));
    Ok(())
}

async fn a_refusal_for_a_closed_window_closes_it(world: World) -> TestResult {
    let config = GraphConfig { outside_window: OutsideWindow::Refuse, ..GraphConfig::default() };
    let (rig, graph, account) = rig_with(world, config).await?;
    wrote(&rig, account, AYSE).await?;
    // The stand-in has heard nothing of it.
    assert_eq!(answer(&rig, AYSE).await?.1, REFUSED);
    assert_eq!(answer(&rig, AYSE).await?.1, CLOSED);
    graph.receive(InboundMessage { from: AYSE.to_owned(), ..InboundMessage::default() });
    rig.world.pass(1);
    wrote(&rig, account, AYSE).await?;
    assert_eq!(answer(&rig, AYSE).await?.1, (State::Accepted, None));
    Ok(())
}

async fn a_report_says_nothing_of_what_was_written_since(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    wrote(&rig, account, AYSE).await?;
    let (id, _) = answer(&rig, AYSE).await?;
    rig.world.pass(1);
    wrote(&rig, account, AYSE).await?;
    says_closed(&rig, account, id).await?;
    assert_eq!(now_of(&rig, id).await?, REFUSED);
    assert_eq!(answer(&rig, AYSE).await?.1, (State::Accepted, None));
    Ok(())
}

async fn a_repeat_goes_only_into_an_open_window(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    // Refused as no test number of Meta's: that can be put right.
    wrote(&rig, account, "905321231030").await?;
    let id = draft(&rig, "0532 123 10 30").await?;
    rig.services.save_content(&rig.owner, own(id, "informational", "Yoldayız.")).await?;
    launch(&rig, id).await?;
    rig.world.pass(11);
    rig.engine.drain().await?;
    let first = only_row(&rig).await?.id;
    let failed = (State::Failed, Some(Reason::Failure(FailureReason::NotOnTestList)));
    assert_eq!(now_of(&rig, first).await?, failed);
    let again = || ResendForm { campaign: id.to_string(), people: "1".to_owned() };
    assert_eq!(rig.services.resend_failed(&rig.owner, again()).await?, 1);
    rig.services.cancel_campaign(&rig.owner, id).await?;
    rig.world.pass(DAY);
    let refused = failure(rig.services.resend_failed(&rig.owner, again()).await)?;
    assert_eq!(refused.problem, Problem::NobodyToSend);
    let refused = failure(rig.services.resend_message(&rig.owner, first).await)?;
    assert_eq!(refused.problem, Problem::WindowClosed);
    let many =
        BulkForm { act: "resend".to_owned(), messages: vec![first.to_string()], ..BulkForm::default() };
    let told = rig.services.preview_bulk(&rig.owner, &many).await?;
    let many = BulkForm { asked: told.asked.to_string(), count: told.count.to_string(), ..many };
    assert_eq!((told.count, rig.services.act_on_messages(&rig.owner, &many).await?.count), (1, 0));
    assert_eq!(rows(&rig).await?.len(), 2, "the first, and the repeat that was taken back");
    wrote(&rig, account, "905321231030").await?;
    assert_eq!(rig.services.act_on_messages(&rig.owner, &many).await?.count, 1);
    Ok(())
}

async fn a_test_goes_only_into_an_open_window(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let id = draft(&rig, "0532 123 45 68").await?;
    let test = || ContentForm {
        act: "test".to_owned(),
        to: "0532 123 45 67".to_owned(),
        ..own(id, "informational", "Yoldayız.")
    };
    let refused = failure(rig.services.save_content(&rig.owner, test()).await)?;
    assert_eq!(refused.of("to").map(|field| field.problem), Some(Problem::WindowClosed));
    wrote(&rig, account, AYSE).await?;
    rig.services.save_content(&rig.owner, test()).await?;
    rig.engine.drain().await?;
    assert_eq!(now_of(&rig, only_row(&rig).await?.id).await?, (State::Accepted, None));
    Ok(())
}

async fn a_commercial_text_wants_consent_and_carries_its_way_out(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    for number in [AYSE, "905321234568"] {
        wrote(&rig, account, number).await?;
    }
    say_yes(&rig, Channel::Whatsapp, "+905321234567").await?;
    let id = draft(&rig, "0532 123 45 67, 0532 123 45 68").await?;
    let content = own(id, "commercial", "Lastikte indirim: ₺500");
    rig.services.save_content(&rig.owner, content.clone()).await?;
    assert_eq!(rig.services.review_campaign(&rig.owner, id).await?.footer_gaps.len(), 2);
    introduce(&rig).await?;
    let long = ContentForm { body: "a".repeat(4_090), ..content.clone() };
    let refused = failure(rig.services.save_content(&rig.owner, long.clone()).await)?;
    assert_eq!(refused.of("body").map(|field| field.problem), Some(Problem::TooLong), "with its footer");
    let informs = ContentForm { class: "informational".to_owned(), ..long };
    rig.services.save_content(&rig.owner, informs).await?;
    let shown = rig.services.preview_campaign(&rig.owner, content.clone(), 0).await?;
    assert!(shown.footer.contains("Mersis:0123456789000015"), "{}", shown.footer);
    rig.services.save_content(&rig.owner, content).await?;
    let review = rig.services.review_campaign(&rig.owner, id).await?;
    let excluded: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.count)).collect();
    assert_eq!((review.recipients, excluded), (1, vec![(SkipReason::NoConsent, 1)]));
    launch(&rig, id).await?;
    let sent = rig.ledger().message(rig.company, only_row(&rig).await?.id).await?.ok_or("no message")?;
    let text = sent.body.text.ok_or("no text")?;
    let (body, footer) = text.split_once("\n\n").ok_or("no footer")?;
    assert_eq!(body, "Lastikte indirim: ₺500", "nothing of a WhatsApp text is rewritten");
    assert!(footer.contains("Mersis:0123456789000015 Ret:https://mesaj.example/r/"), "{footer}");
    Ok(())
}

async fn windows(rig: &Rig) -> TestResult<i64> {
    let read = rig.services.db().read();
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM service_windows";
    let found = read.query_one_raw(Statement::from_string(read.get_database_backend(), sql)).await?;
    Ok(found.ok_or("no count")?.try_get("", "n")?)
}

async fn who_wrote_is_forgotten_with_time_erasure_and_mode(world: World) -> TestResult {
    let (rig, _graph, account) = rig(world).await?;
    let contact = card(&rig, AYSE).await?;
    for number in [AYSE, "905321234568"] {
        wrote(&rig, account, number).await?;
    }
    assert_eq!(windows(&rig).await?, 2);
    rig.services.erase_contact(&rig.owner, contact).await?;
    assert_eq!(windows(&rig).await?, 1);
    rig.world.pass(DAY);
    rig.services.purge_expired().await?;
    assert_eq!(windows(&rig).await?, 0);
    wrote(&rig, account, AYSE).await?;
    rig.world.execute("UPDATE companies SET mode = 2").await?;
    let test = domain::companies::ModeForm { mode: "test".to_owned() };
    rig.services.set_company_mode(&rig.owner, &test).await?;
    assert_eq!(windows(&rig).await?, 0, "one mode knows nothing of the other");
    Ok(())
}
