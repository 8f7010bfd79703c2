use domain::accounts::AccessKind;
use domain::contacts::{ConsentForm, ContactForm};
use domain::failure::Problem;
use domain::id::MessageId;
use domain::messages::{ConsentSource, ConsentStatus, SendMessageForm};
use domain::rights::{Right, Rights, Role};
use storage::audit::oldest_first;

use super::Proof;
use super::tests::with_rights;
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_proof_holds_what_the_address_had_said_by_then,
    a_proof_shows_no_more_than_its_reader_may_see,
    a_proof_is_noted_and_only_for_those_who_may_export,
);

const TEXT: &str = "Siparişiniz hazır";
const TEXT_SHA256: &str = "7bfa00bd9c82c3ad91ee213f254d40cfe04d0eb6f6530ccc7a4ebacc372fca49";
const PHONE: &str = "0532 100 00 01";

async fn send(world: &World, owner: &Actor, class: &str) -> Result<MessageId, ServiceError> {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: PHONE.to_owned(),
        class: class.to_owned(),
        text: TEXT.to_owned(),
        ..SendMessageForm::default()
    };
    world.services.send_message(owner, &form).await
}

/// A card with the phone, and the form that notes what it said.
async fn card(world: &World, owner: &Actor) -> TestResult<ConsentForm> {
    let card = ContactForm {
        kind: "person".to_owned(),
        given_name: "Deniz".to_owned(),
        phones: PHONE.to_owned(),
        ..ContactForm::default()
    };
    let contact = world.services.save_contact(owner, &card).await?;
    let view = world.services.get_contact(owner, contact).await?;
    let address = view.addresses.first().ok_or("no address")?.id;
    Ok(ConsentForm {
        contact: contact.to_string(),
        address: address.to_string(),
        channel: "sms".to_owned(),
        note: "İmzalı form, 12.11.2026".to_owned(),
    })
}

async fn a_proof_holds_what_the_address_had_said_by_then(world: World) -> TestResult {
    let (services, owner) = (&world.services, world.owner().await?);
    world.introduce(&owner).await?;
    let word = card(&world, &owner).await?;
    let early = send(&world, &owner, "informational").await?;
    world.pass(60);
    services.allow_channel(&owner, &word).await?;
    let said_at = services.now();
    world.pass(60);
    let agreed = send(&world, &owner, "commercial").await?;
    world.pass(60);
    services.refuse_channel(&owner, &word).await?;
    let refused = send(&world, &owner, "commercial").await?;
    let proof = services.prove_message(&owner, agreed).await?;
    let known = proof.word.ok_or("no word")?;
    assert_eq!((known.status, known.source), (Some(ConsentStatus::Given), ConsentSource::Member));
    assert_eq!((known.said_at, known.noted_at), (said_at, said_at));
    assert_eq!(known.proof.as_deref(), Some("İmzalı form, 12.11.2026"));
    assert_eq!(services.prove_message(&owner, early).await?.word, None);
    let known = services.prove_message(&owner, refused).await?.word.ok_or("no word")?;
    assert_eq!(known.status, Some(ConsentStatus::Refused));
    let notice = send(&world, &owner, "informational").await?;
    assert_eq!(services.prove_message(&owner, notice).await?.word, None, "it was about commercial ones");
    // What is written down today under an old date was not known then.
    world.execute("UPDATE consent_events SET at = 0 WHERE status = 2").await?;
    let known = services.prove_message(&owner, agreed).await?.word.ok_or("no word")?;
    assert_eq!(known.status, Some(ConsentStatus::Given));
    Ok(())
}

async fn a_proof_shows_no_more_than_its_reader_may_see(world: World) -> TestResult {
    let (services, owner) = (&world.services, world.owner().await?);
    world.introduce(&owner).await?;
    services.allow_channel(&owner, &card(&world, &owner).await?).await?;
    let id = send(&world, &owner, "informational").await?;
    let offer = send(&world, &owner, "commercial").await?;
    world.execute("UPDATE messages SET cost = 395, cost_currency = 'TRY'").await?;
    world.execute("UPDATE message_events SET text = '905321000001 yok', code = '70'").await?;
    let shown = |proof: &Proof| {
        let message = &proof.message;
        let said: Vec<_> = message.history.iter().map(|row| row.text.clone()).collect();
        (message.row.recipient.clone(), message.row.name.clone(), said.concat(), message.cost.is_some())
    };
    let whole = services.prove_message(&owner, id).await?;
    assert_eq!(whole.digest.as_deref(), Some(TEXT_SHA256));
    assert_eq!(whole.message.body.as_ref().map(|body| body.text.as_str()), Some(TEXT));
    assert_eq!((whole.masked, whole.company.name.as_str(), whole.by.as_str()), (false, "Işık", "ayse Işık"));
    let (recipient, name, said, cost) = shown(&whole);
    assert_eq!((recipient.as_str(), name.as_deref(), cost), ("+905321000001", Some("Deniz"), true));
    assert!(said.contains("905321000001 yok"), "{said}");
    let rights = Rights::NONE.with(Right::SeeMessages).with(Right::Export);
    let clerk = with_rights(&world, &owner, "mehmet", rights).await?;
    let proof = services.prove_message(&clerk, id).await?;
    assert_eq!(shown(&proof), ("+90 532 *** ** 01".to_owned(), None, String::new(), false));
    assert_eq!((&proof.message.body, &proof.digest, proof.masked), (&None, &None, true));
    let word = services.prove_message(&clerk, offer).await?.word;
    assert_eq!(word.map(|word| (word.status, word.proof)), Some((Some(ConsentStatus::Given), None)));
    assert!(proof.message.history.iter().all(|row| row.code == "70"), "codes name nobody");
    Ok(())
}

async fn a_proof_is_noted_and_only_for_those_who_may_export(world: World) -> TestResult {
    let (services, owner) = (&world.services, world.owner().await?);
    let id = send(&world, &owner, "informational").await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let refused = services.prove_message(&viewer, id).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    let missing = services.prove_message(&owner, MessageId::from_i64(1)).await.err();
    assert_eq!(missing.and_then(|error| error.problem()), Some(Problem::NotFound));
    let proof = services.prove_message(&owner, id).await?;
    let rows = oldest_first(services.db().read(), Some(owner.company()?), 0, 1_000).await?;
    let noted = rows.into_iter().filter(|row| row.action == "export.proof");
    let noted: Vec<_> = noted.map(|row| row.details.unwrap_or_default()).collect();
    assert_eq!(noted, [format!("{{\"number\":\"{}\"}}", proof.number)]);
    let access = services.list_access(&owner).await?;
    assert_eq!(access.iter().filter(|line| line.kind == AccessKind::Exported).count(), 1);
    Ok(())
}
