//! What happens to a draft between its writing and its launch.

use domain::campaigns::{AudienceForm, ContentForm, LaunchForm};
use domain::contacts::{AddressState, ContactForm};
use domain::failure::{Failure, Problem};
use domain::id::CampaignId;
use domain::message::{Channel, SkipReason, State};
use domain::rights::Right;
use domain::topic::Topic;
use storage::campaigns;
use storage::ledger::{Cursor, MessageFilter};

use super::tests::{connect, contact, draft, everyone, launch, messages};
use crate::actor::{Actor, ActorParts, Seat};
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    another_channel_takes_the_text_away,
    a_text_of_another_channel_is_no_text,
    a_draft_changed_after_the_review_is_not_launched,
    a_shared_phone_gets_it_by_the_card_that_fills_the_text,
    a_changed_test_is_another_test,
    a_test_that_reads_like_promotion_asks_for_a_second_look,
    a_test_to_an_address_that_cannot_be_used_is_refused,
    a_list_counts_each_campaign_by_itself,
    only_who_may_approve_is_written_down_as_having_approved,
    who_sends_a_draft_sees_its_text,
    an_open_list_is_told_of_every_step,
);

fn refused<T>(answer: Result<T, ServiceError>) -> TestResult<Failure> {
    Ok(answer.err().ok_or("it was carried out")?.into())
}

async fn another_channel_takes_the_text_away(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let people =
        |channel: &str| AudienceForm { campaign: id.to_string(), channel: channel.into(), ..everyone() };
    world.services.save_audience(&owner, people("sms")).await?;
    assert!(world.services.get_campaign(&owner, id).await?.content.is_some(), "the same channel keeps it");
    world.services.save_audience(&owner, people("whatsapp")).await?;
    assert_eq!(world.services.get_campaign(&owner, id).await?.content, None);
    world.services.save_audience(&owner, people("sms")).await?;
    assert_eq!(world.services.get_campaign(&owner, id).await?.content, None);
    Ok(())
}

async fn a_text_of_another_channel_is_no_text(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let text = world.services.get_campaign(&owner, id).await?.content.ok_or("no text")?;
    let people = AudienceForm { campaign: id.to_string(), channel: "email".into(), ..everyone() };
    world.services.save_audience(&owner, people).await?;
    // Somebody else saves a text that was written before the channel was changed.
    let company = owner.company()?;
    let work = world.db.write(move |tx| {
        Box::pin(async move { Ok(campaigns::save_content(tx, company, id, "", &text).await?) })
    });
    assert!(work.await?);
    assert_eq!(refused(world.services.review_campaign(&owner, id).await)?.problem, Problem::Required);
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    assert_eq!(refused(world.services.launch_campaign(&owner, form).await)?.problem, Problem::Required);
    assert!(messages(&world, &owner, id).await?.is_empty());
    Ok(())
}

async fn a_draft_changed_after_the_review_is_not_launched(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let form = |version: i32| LaunchForm {
        campaign: id.to_string(),
        version: version.to_string(),
        ..LaunchForm::default()
    };
    let seen = world.services.get_campaign(&owner, id).await?.version;
    let other = ContentForm {
        campaign: id.to_string(),
        class: "informational".into(),
        body: "Başka".into(),
        ..ContentForm::default()
    };
    world.services.save_content(&owner, other).await?;
    let failure = refused(world.services.launch_campaign(&owner, form(seen)).await)?;
    assert_eq!(failure.of("version").map(|field| field.problem), Some(Problem::Conflict));
    let people = AudienceForm { campaign: id.to_string(), channel: "sms".into(), ..everyone() };
    let seen = world.services.get_campaign(&owner, id).await?.version;
    world.services.save_audience(&owner, people).await?;
    refused(world.services.launch_campaign(&owner, form(seen)).await)?;
    assert!(messages(&world, &owner, id).await?.is_empty());
    let seen = world.services.get_campaign(&owner, id).await?.version;
    world.services.launch_campaign(&owner, form(seen)).await?;
    assert_eq!(messages(&world, &owner, id).await?[0].text.as_deref(), Some("Başka"));
    Ok(())
}

async fn a_shared_phone_gets_it_by_the_card_that_fills_the_text(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe Işık", "0532 100 00 01").await?;
    let card = ContactForm {
        kind: "person".into(),
        given_name: "Ali".into(),
        city: "İzmir".into(),
        phones: "0532 100 00 01".into(),
        ..ContactForm::default()
    };
    world.services.save_contact(&owner, &card).await?;
    contact(&world, &owner, "Veli", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "{{ad}}, {{sehir}}").await?;
    let review = world.services.review_campaign(&owner, id).await?;
    let left_out: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.count)).collect();
    assert_eq!(left_out, [(SkipReason::Duplicate, 1), (SkipReason::MissingVariable, 1)]);
    let sent = launch(&world, &owner, id).await?;
    assert_eq!(sent.iter().map(|row| row.text.as_deref()).collect::<Vec<_>>(), [Some("Ali, İzmir")]);
    Ok(())
}

fn test(id: CampaignId, body: &str, to: &str) -> ContentForm {
    ContentForm {
        campaign: id.to_string(),
        class: "informational".into(),
        body: body.into(),
        act: "test".into(),
        to: to.into(),
        key: "a.0".into(),
        ..ContentForm::default()
    }
}

async fn queued(world: &World, owner: &Actor) -> TestResult<usize> {
    let all = MessageFilter { states: vec![State::Queued], ..MessageFilter::default() };
    let page = world.services.ledger().list_messages(owner.company()?, &all, Cursor::Newest, 9).await?;
    Ok(page.rows.len())
}

async fn a_changed_test_is_another_test(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let id = draft(&world, &owner, everyone(), "informational", "-").await?;
    let mut sent = Vec::new();
    for (body, to) in [
        ("Merhaba", "0532 100 00 01"),
        ("Merhaba", "0532 100 00 01"),
        ("Merhaba Ali", "0532 100 00 01"),
        ("Merhaba Ali", "0532 100 00 02"),
    ] {
        world.services.save_content(&owner, test(id, body, to)).await?;
        sent.push(queued(&world, &owner).await?);
    }
    assert_eq!(sent, [1, 1, 2, 3]);
    Ok(())
}

async fn a_test_that_reads_like_promotion_asks_for_a_second_look(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let id = draft(&world, &owner, everyone(), "informational", "-").await?;
    let form = test(id, "Büyük indirim! %50 kampanya kaçırma", "0532 100 00 01");
    let failure = refused(world.services.save_content(&owner, form.clone()).await)?;
    assert_eq!(failure.of("informs_only").map(|field| field.problem), Some(Problem::ReadsLikePromotion));
    assert_eq!(queued(&world, &owner).await?, 0);
    world.services.save_content(&owner, ContentForm { informs_only: "on".into(), ..form }).await?;
    assert_eq!(queued(&world, &owner).await?, 1);
    Ok(())
}

async fn a_test_to_an_address_that_cannot_be_used_is_refused(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let card = contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let address = world.services.get_contact(&owner, card).await?.addresses[0].id;
    world.services.set_address_state(&owner, address, AddressState::NotTheirs).await?;
    let id = draft(&world, &owner, everyone(), "informational", "-").await?;
    let failure = refused(world.services.save_content(&owner, test(id, "a", "0532 100 00 01")).await)?;
    assert_eq!(failure.of("to").map(|field| field.problem), Some(Problem::AddressUnusable));
    assert_eq!(queued(&world, &owner).await?, 0);
    Ok(())
}

async fn a_list_counts_each_campaign_by_itself(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let typed = |people: u32| {
        let typed = (1..=people).map(|n| format!("0532 100 00 0{n}")).collect::<Vec<_>>().join(",");
        AudienceForm { typed, ..AudienceForm::default() }
    };
    for people in [1, 3] {
        let id = draft(&world, &owner, typed(people), "informational", "Merhaba").await?;
        launch(&world, &owner, id).await?;
    }
    draft(&world, &owner, typed(2), "informational", "Taslak").await?;
    let rows = world.services.list_campaigns(&owner, None).await?;
    let told: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.progress.total)).collect();
    assert_eq!(told, [("Taslak", 0), ("Merhaba", 3), ("Merhaba", 1)]);
    let launched = world.services.get_campaign(&owner, rows[1].id).await?;
    assert!(launched.audience.is_empty(), "recipients do not travel with every reading of a report");
    Ok(())
}

async fn only_who_may_approve_is_written_down_as_having_approved(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let sender = world.member(&owner, "mehmet", domain::rights::Role::Sender).await?;
    for (actor, approved) in [(&owner, Some(owner.user())), (&sender, None)] {
        let id = draft(&world, actor, everyone(), "informational", "Merhaba").await?;
        let row = launch(&world, actor, id).await?.remove(0);
        let found = world.services.ledger().message(owner.company()?, row.id).await?.ok_or("no message")?;
        assert_eq!((found.created_by, found.approved_by), (Some(actor.user()), approved));
    }
    Ok(())
}

pub(super) fn with_rights(actor: &Actor, rights: &[Right]) -> TestResult<Actor> {
    let seat = actor.seat().cloned().ok_or("no seat")?;
    Ok(Actor::from(ActorParts {
        user: actor.user(),
        name: actor.name().to_owned(),
        email: actor.email().to_owned(),
        is_operator: false,
        terms_wait: false,
        seat: Some(Seat { rights: rights.iter().copied().collect(), ..seat }),
        session: actor.session(),
        lang: actor.lang(),
        origin: actor.origin().clone(),
        via: actor.via(),
    }))
}

async fn who_sends_a_draft_sees_its_text(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let blind = with_rights(&owner, &[Right::SeeMessages, Right::Send])?;
    assert!(world.services.get_campaign(&blind, id).await?.content.is_some());
    launch(&world, &owner, id).await?;
    assert_eq!(world.services.get_campaign(&blind, id).await?.content, None);
    assert_eq!(world.services.get_campaign(&owner, id).await?.channel, Channel::Sms);
    Ok(())
}

async fn an_open_list_is_told_of_every_step(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let mut ear = world.services.live().listen(owner.company()?, vec![Topic::Campaigns]);
    let mut is_told = || {
        let mut topics = Vec::new();
        ear.add_ready(&mut topics);
        !topics.is_empty()
    };
    let audience = AudienceForm { typed: "0532 100 00 01".into(), ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", "Merhaba").await?;
    assert!(is_told(), "a draft was saved");
    launch(&world, &owner, id).await?;
    assert!(is_told(), "it was launched");
    world.services.cancel_campaign(&owner, id).await?;
    assert!(is_told(), "it was taken back");
    assert!(!is_told(), "nothing happens any more");
    Ok(())
}
