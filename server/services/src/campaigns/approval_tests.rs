//! A send for many by somebody who may not approve waits for somebody who may.

use domain::campaigns::{AudienceForm, CampaignState, LaunchForm, SendBackForm};
use domain::failure::{Failure, Problem};
use domain::id::CampaignId;
use domain::rights::{Right, Role};

use super::draft_tests::with_rights;
use super::tests::{connect, draft, launch, messages};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_send_for_many_waits_and_leaves_with_both_names,
    what_is_sent_back_is_a_draft_with_a_word,
    only_its_sender_takes_it_back,
    what_was_taken_back_meanwhile_is_not_approved,
    what_waits_cannot_be_changed_and_passes_to_the_heir,
    who_may_not_approve_reaches_one_person_whatever_came_to_the_list,
    an_approval_keeps_the_chosen_time,
);

/// An owner, a sender, and the sender's draft for two.
struct Scene {
    owner: Actor,
    sender: Actor,
    id: CampaignId,
}

async fn scene(world: &World) -> TestResult<Scene> {
    let owner = world.owner().await?;
    connect(world, &owner).await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let id = draft(world, &sender, two(), "informational", "Merhaba").await?;
    Ok(Scene { owner, sender, id })
}

fn two() -> AudienceForm {
    AudienceForm { typed: "0532 100 00 01, 0532 100 00 02".to_owned(), ..AudienceForm::default() }
}

fn back(id: CampaignId, note: &str) -> SendBackForm {
    SendBackForm { campaign: id.to_string(), note: note.to_owned() }
}

fn refused<T>(answer: Result<T, ServiceError>) -> TestResult<Problem> {
    let failure: Failure = answer.err().ok_or("it was carried out")?.into();
    Ok(failure.problem)
}

async fn state(world: &World, scene: &Scene) -> TestResult<CampaignState> {
    Ok(world.services.get_campaign(&scene.owner, scene.id).await?.state)
}

async fn a_send_for_many_waits_and_leaves_with_both_names(world: World) -> TestResult {
    let scene = scene(&world).await?;
    assert!(launch(&world, &scene.sender, scene.id).await?.is_empty(), "nothing is written");
    let view = world.services.get_campaign(&scene.owner, scene.id).await?;
    let submitted = view.submitted.ok_or("it does not wait")?;
    assert_eq!((view.state, submitted.is_mine), (CampaignState::Submitted, false));
    assert_eq!(submitted.by, scene.sender.name());
    // Asking again changes nothing.
    assert!(launch(&world, &scene.sender, scene.id).await?.is_empty());
    assert_eq!(state(&world, &scene).await?, CampaignState::Submitted);

    let rows = launch(&world, &scene.owner, scene.id).await?;
    assert_eq!(rows.len(), 2);
    let company = scene.owner.company()?;
    let found = world.services.ledger().message(company, rows[0].id).await?.ok_or("no message")?;
    assert_eq!((found.created_by, found.approved_by), (Some(scene.sender.user()), Some(scene.owner.user())));
    assert_eq!(launch(&world, &scene.owner, scene.id).await?.len(), 2, "once");
    assert_eq!(refused(world.services.send_back(&scene.owner, back(scene.id, "")).await)?, Problem::Conflict);
    Ok(())
}

async fn what_is_sent_back_is_a_draft_with_a_word(world: World) -> TestResult {
    let scene = scene(&world).await?;
    launch(&world, &scene.sender, scene.id).await?;
    let long = back(scene.id, &"a".repeat(501));
    assert!(world.services.send_back(&scene.owner, long).await.is_err());
    world.services.send_back(&scene.owner, back(scene.id, "Tarihi ekleyin")).await?;
    let view = world.services.get_campaign(&scene.sender, scene.id).await?;
    assert_eq!((view.state, view.submitted), (CampaignState::Draft, None));
    let sent_back = view.sent_back.ok_or("nothing is said")?;
    assert_eq!((sent_back.note.as_str(), sent_back.by.as_str()), ("Tarihi ekleyin", scene.owner.name()));
    // It can be asked for again.
    launch(&world, &scene.sender, scene.id).await?;
    let view = world.services.get_campaign(&scene.sender, scene.id).await?;
    assert_eq!((view.state, view.sent_back), (CampaignState::Submitted, None));
    Ok(())
}

async fn only_its_sender_takes_it_back(world: World) -> TestResult {
    let scene = scene(&world).await?;
    launch(&world, &scene.sender, scene.id).await?;
    let other = world.member(&scene.owner, "zeynep", Role::Sender).await?;
    assert_eq!(refused(world.services.send_back(&other, back(scene.id, "")).await)?, Problem::Forbidden);
    assert!(world.services.send_back(&scene.sender, back(scene.id, "")).await?);
    let view = world.services.get_campaign(&scene.sender, scene.id).await?;
    assert_eq!((view.state, view.sent_back), (CampaignState::Draft, None), "nobody refused it");
    Ok(())
}

async fn what_was_taken_back_meanwhile_is_not_approved(world: World) -> TestResult {
    let scene = scene(&world).await?;
    let form = |version: i32| LaunchForm {
        campaign: scene.id.to_string(),
        version: version.to_string(),
        ..LaunchForm::default()
    };
    launch(&world, &scene.sender, scene.id).await?;
    let shown = world.services.get_campaign(&scene.owner, scene.id).await?.version;
    world.services.send_back(&scene.sender, back(scene.id, "")).await?;
    let approved = world.services.launch_campaign(&scene.owner, form(shown)).await;
    assert_eq!(refused(approved)?, Problem::Conflict);
    assert!(messages(&world, &scene.owner, scene.id).await?.is_empty());
    Ok(())
}

async fn what_waits_cannot_be_changed_and_passes_to_the_heir(world: World) -> TestResult {
    let scene = scene(&world).await?;
    launch(&world, &scene.sender, scene.id).await?;
    let audience = AudienceForm { campaign: scene.id.to_string(), channel: "sms".into(), ..two() };
    assert_eq!(refused(world.services.save_audience(&scene.sender, audience).await)?, Problem::Conflict);
    let blind = with_rights(&scene.owner, &[Right::SeeMessages, Right::Send, Right::Approve])?;
    let seen = world.services.get_campaign(&blind, scene.id).await?;
    assert!(seen.content.is_some(), "whoever decides sees what is sent");
    let company = scene.owner.company()?;
    let drafts = storage::campaigns::count_drafts(world.db.read(), company, scene.sender.user()).await?;
    assert_eq!(drafts, 1, "it is handed over with the drafts");
    let heir = world.member(&scene.owner, "zeynep", Role::Sender).await?;
    let (from, to) = (scene.sender.user(), heir.user());
    let work = world.db.write(move |tx| {
        Box::pin(async move { Ok(storage::campaigns::hand_over_drafts(tx, company, from, to).await?) })
    });
    assert_eq!(work.await?, 1);
    assert!(world.services.send_back(&heir, back(scene.id, "")).await?, "it is the heir's to take back");
    Ok(())
}

async fn who_may_not_approve_reaches_one_person_whatever_came_to_the_list(world: World) -> TestResult {
    let scene = scene(&world).await?;
    let (company, id) = (scene.owner.company()?, scene.id);
    let now = world.services.now();
    let act = storage::campaigns::Launch {
        at: now,
        by: scene.sender.user(),
        approved_by: None,
        scheduled_at: None,
        release_at: now,
        version: world.services.get_campaign(&scene.owner, id).await?.version,
        lease_until: now + std::time::Duration::from_secs(60),
    };
    // As if the list had held one person when the launch was checked.
    let work = world.db.write(move |tx| {
        Box::pin(async move { Ok(storage::campaigns::launch(tx, company, id, act).await?) })
    });
    assert!(work.await?);
    world.services.plan_campaign(company, id).await?;
    assert_eq!(messages(&world, &scene.owner, id).await?.len(), 1);
    Ok(())
}

async fn an_approval_keeps_the_chosen_time(world: World) -> TestResult {
    let scene = scene(&world).await?;
    let form = LaunchForm {
        campaign: scene.id.to_string(),
        at: "2035-01-02T09:00".to_owned(),
        ..LaunchForm::default()
    };
    world.services.launch_campaign(&scene.sender, form).await?;
    let chosen = world.services.get_campaign(&scene.owner, scene.id).await?.scheduled;
    assert!(chosen.is_some());
    launch(&world, &scene.owner, scene.id).await?;
    let view = world.services.get_campaign(&scene.owner, scene.id).await?;
    assert_eq!((view.state, view.scheduled), (CampaignState::Scheduled, chosen));
    Ok(())
}
