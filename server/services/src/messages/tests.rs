use domain::contacts::{AddressState, ContactForm};
use domain::failure::Problem;
use domain::message::{HoldReason, SkipReason, State};
use domain::messages::{MessageQuery, SendMessageForm};
use domain::rights::Role;
use storage::ledger::Reason;

use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    the_same_form_twice_is_one_message,
    a_key_is_for_one_message,
    a_text_that_reads_like_promotion_is_looked_at_again,
    a_commercial_message_without_consent_is_skipped,
    a_viewer_sends_nothing,
    a_message_finds_its_contact_and_a_wrong_number_gets_none,
    a_message_knows_its_neighbours_and_names_its_recipient,
);

fn form(class: &str) -> SendMessageForm {
    SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: class.to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        key: "tek".to_owned(),
        ..SendMessageForm::default()
    }
}

async fn the_same_form_twice_is_one_message(world: World) -> TestResult {
    let owner = world.owner().await?;
    let first = world.services.send_message(&owner, &form("informational")).await?;
    assert_eq!(world.services.send_message(&owner, &form("informational")).await?, first);
    let found = world.services.ledger().message(owner.company()?, first).await?.ok_or("no message")?;
    assert_eq!(found.row.state, State::Held, "there is no account yet");
    assert_eq!(found.row.reason, Some(Reason::Hold(HoldReason::NoAccount)));
    assert_eq!(found.created_by, Some(owner.user()));
    Ok(())
}

async fn a_key_is_for_one_message(world: World) -> TestResult {
    let owner = world.owner().await?;
    let first = world.services.send_message(&owner, &form("informational")).await?;
    let others = [
        SendMessageForm { recipient: "0532 123 45 68".to_owned(), ..form("informational") },
        SendMessageForm { text: "Siparişiniz yolda".to_owned(), ..form("informational") },
    ];
    for other in others {
        let refused = world.services.send_message(&owner, &other).await.err();
        assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Conflict));
        let free = SendMessageForm { key: String::new(), ..other };
        assert_ne!(world.services.send_message(&owner, &free).await?, first);
    }
    assert_eq!(world.services.send_message(&owner, &form("informational")).await?, first);
    Ok(())
}

async fn a_text_that_reads_like_promotion_is_looked_at_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    let text = "Büyük indirim! %50 kampanya kaçırma".to_owned();
    let promotion = SendMessageForm { text, key: String::new(), ..form("informational") };
    let refused = world.services.send_message(&owner, &promotion).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::ReadsLikePromotion));
    let looked_at = SendMessageForm { informs_only: "on".to_owned(), ..promotion };
    world.services.send_message(&owner, &looked_at).await?;
    Ok(())
}

async fn a_commercial_message_without_consent_is_skipped(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.introduce(&owner).await?;
    let id = world.services.send_message(&owner, &form("commercial")).await?;
    let found = world.services.ledger().message(owner.company()?, id).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Skip(SkipReason::NoConsent)));
    Ok(())
}

async fn a_viewer_sends_nothing(world: World) -> TestResult {
    let owner = world.owner().await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let refused = world.services.send_message(&viewer, &form("informational")).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    Ok(())
}

async fn a_message_finds_its_contact_and_a_wrong_number_gets_none(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let card = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        ..ContactForm::default()
    };
    let contact = services.save_contact(&owner, &card).await?;
    let first = services.send_message(&owner, &form("informational")).await?;
    assert_eq!(services.get_message(&owner, first).await?.contact, Some(contact));
    let address = services.get_contact(&owner, contact).await?.addresses[0].id;
    services.set_address_state(&owner, address, AddressState::NotTheirs).await?;
    let again = SendMessageForm { key: "iki".to_owned(), ..form("informational") };
    let second = services.send_message(&owner, &again).await?;
    let found = services.ledger().message(owner.company()?, second).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Skip(SkipReason::Unreachable)));
    Ok(())
}

async fn a_message_knows_its_neighbours_and_names_its_recipient(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let card = ContactForm {
        kind: "company".to_owned(),
        title: "Çelik Nakliyat".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        ..ContactForm::default()
    };
    services.save_contact(&owner, &card).await?;
    let mut ids = Vec::new();
    for key in ["bir", "iki", "üç"] {
        let form = SendMessageForm { key: key.to_owned(), ..form("informational") };
        ids.push(services.send_message(&owner, &form).await?);
    }
    let message = services.get_message(&owner, ids[1]).await?;
    assert_eq!((message.newer, message.older), (Some(ids[2]), Some(ids[0])));
    assert_eq!(message.row.name.as_deref(), Some("Çelik Nakliyat"));
    assert!(!message.first_failed);
    let listed = services.list_messages(&owner, &MessageQuery::default()).await?;
    assert!(listed.rows.iter().all(|row| row.name.as_deref() == Some("Çelik Nakliyat")));
    Ok(())
}
