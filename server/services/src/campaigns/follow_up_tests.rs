//! Taking back, sending once more, and tests: what follows a text or a launch.

use domain::campaigns::{
    AudienceForm, CampaignState, CampaignView, ContentAct, ContentForm, LaunchForm, ResendForm,
};
use domain::failure::{Failure, Problem};
use domain::id::{AccountId, AttemptId, CampaignId};
use domain::message::{Channel, Class, FailureReason, Purpose, SkipReason, State};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::time::Timestamp;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;
use storage::consents::{self, StoredConsent};
use storage::ledger::{
    AccountRoom, Answer, ClaimOrder, Claimed, Cursor, Departure, Ended, MessageFilter, MessageRow, Settlement,
};

use super::tests::{connect, contact, draft, everyone, launch, messages};
use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    what_was_taken_back_did_not_leave,
    sends_once_more_only_where_that_helps_and_counts_people_once,
    a_repeat_can_be_taken_back_and_asked_for_again,
    a_text_too_long_for_one_person_leaves_that_person_out,
    a_text_too_long_for_everybody_is_refused,
    a_launch_for_other_people_than_the_page_showed_is_refused,
    a_campaign_for_later_is_scheduled_until_then,
    a_test_goes_once_and_keeps_its_class,
    a_test_needs_an_address,
    a_preview_shows_what_is_sent_and_counts_it,
);

const MINUTE: Duration = Duration::from_secs(60);

pub(super) fn failure(error: Option<ServiceError>) -> TestResult<Failure> {
    Ok(error.ok_or("it was carried out")?.into())
}

pub(super) async fn view(world: &World, owner: &Actor, id: CampaignId) -> TestResult<CampaignView> {
    Ok(world.services.get_campaign(owner, id).await?)
}

/// Sends what is due; each recipient of the map fails for its reason, the others are taken.
pub(super) async fn send(
    world: &World,
    owner: &Actor,
    fails: &BTreeMap<&str, FailureReason>,
) -> TestResult<usize> {
    let (ledger, company) = (world.services.ledger(), owner.company()?);
    let until = world.services.now() + MINUTE;
    let next = || world.services.ids().next_id();
    let node = ledger.take_node(next(), until, Ended::Nobody).await?.node;
    let accounts = vec![AccountRoom { company, account: AccountId::from_i64(77), room: 1_000 }];
    let claimed = ledger
        .claim(ClaimOrder { node, until, limit: 1_000, accounts, company_rooms: HashMap::new() })
        .await?;
    let departures: Vec<_> = claimed.iter().map(|one| departure(one, next(), until)).collect();
    let attempts = ledger.put_on_wire(departures).await?;
    let ids: Vec<_> = claimed.iter().map(|one| one.message).collect();
    let bodies = ledger.load_bodies(&ids).await?;
    let answers = claimed.iter().zip(attempts).map(|(one, attempt)| {
        let recipient = bodies.get(&one.message).map(|body| body.recipient.as_str());
        let reason = recipient.and_then(|recipient| fails.get(recipient));
        let answer = reason.map_or(Answer::Accepted, |reason| Answer::Failed(*reason));
        let (message, fence) = (one.message, one.fence);
        Settlement { message, fence, attempt, answer, provider_ref: None, code: None, text: None }
    });
    ledger.settle(answers.collect()).await?;
    Ok(claimed.len())
}

fn departure(one: &Claimed, attempt: i64, answer_by: Timestamp) -> Departure {
    Departure {
        message: one.message,
        fence: one.fence,
        attempt: AttemptId::from_i64(attempt),
        call: None,
        answer_by,
        sha256: None,
    }
}

/// A launched campaign to four, of whom three do not get it.
pub(crate) async fn failed(world: &World, owner: &Actor) -> TestResult<CampaignId> {
    connect(world, owner).await?;
    let typed = (1..=4).map(|n| format!("0532 100 00 0{n}")).collect::<Vec<_>>().join(",");
    let audience = AudienceForm { typed, ..AudienceForm::default() };
    let id = draft(world, owner, audience, "informational", "Merhaba").await?;
    launch(world, owner, id).await?;
    world.pass(11);
    let fails = BTreeMap::from([
        ("+905321000001", FailureReason::PhoneOff),
        ("+905321000002", FailureReason::PhoneOff),
        ("+905321000003", FailureReason::InvalidNumber),
    ]);
    assert_eq!(send(world, owner, &fails).await?, 4);
    Ok(id)
}

pub(crate) fn resend(id: CampaignId, people: u32) -> ResendForm {
    ResendForm { campaign: id.to_string(), people: people.to_string() }
}

async fn what_was_taken_back_did_not_leave(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    launch(&world, &owner, id).await?;
    let fresh = view(&world, &owner, id).await?;
    assert_eq!(fresh.undo_until, Some(world.services.now() + Duration::from_secs(10)));
    world.services.cancel_campaign(&owner, id).await?;
    let undone = view(&world, &owner, id).await?;
    let progress = undone.progress;
    assert_eq!((progress.total, progress.left(), progress.cancelled), (1, 0, 1));
    assert!(undone.was_undone() && undone.undo_until.is_none() && !undone.may_resend());
    Ok(())
}

async fn sends_once_more_only_where_that_helps_and_counts_people_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    let before = view(&world, &owner, id).await?;
    assert_eq!((before.progress.total, before.progress.failed, before.may_pass()), (4, 3, 2));
    let refused = world.services.resend_failed(&owner, resend(id, 3)).await.err();
    assert_eq!(failure(refused)?.of("people").and_then(|field| field.detail.as_deref()), Some("2"));
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 2);
    let waiting = view(&world, &owner, id).await?;
    let progress = waiting.progress;
    assert_eq!((progress.total, progress.waiting, progress.failed, progress.left()), (4, 2, 1, 2));
    assert!(waiting.undo_until.is_some() && !waiting.may_resend());
    let twice = world.services.resend_failed(&owner, resend(id, 2)).await.err();
    assert_eq!(failure(twice)?.problem, Problem::Conflict);
    world.pass(11);
    let off = BTreeMap::from([("+905321000002", FailureReason::PhoneOff)]);
    assert_eq!(send(&world, &owner, &off).await?, 2);
    let after = view(&world, &owner, id).await?;
    let progress = after.progress;
    assert_eq!((progress.total, progress.on_its_way, progress.failed), (4, 2, 2));
    let reasons: Vec<_> = after.failures.iter().map(|row| (row.reason, row.count)).collect();
    assert!(reasons.contains(&(FailureReason::PhoneOff, 1)), "{reasons:?}");
    assert_eq!((after.state, after.may_pass()), (CampaignState::Finished, 1));
    Ok(())
}

async fn a_repeat_can_be_taken_back_and_asked_for_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    world.services.resend_failed(&owner, resend(id, 2)).await?;
    world.services.cancel_campaign(&owner, id).await?;
    let undone = view(&world, &owner, id).await?;
    assert_eq!((undone.state, undone.progress.total), (CampaignState::Finished, 4));
    assert_eq!((undone.progress.failed, undone.progress.cancelled, undone.may_pass()), (3, 0, 2));
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 2);
    world.pass(11);
    assert_eq!(send(&world, &owner, &BTreeMap::new()).await?, 2);
    let progress = view(&world, &owner, id).await?.progress;
    assert_eq!((progress.total, progress.on_its_way, progress.failed), (4, 3, 1));
    Ok(())
}

async fn a_text_too_long_for_one_person_leaves_that_person_out(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ali", "0532 100 00 01").await?;
    contact(&world, &owner, &"Şükrü".repeat(19), "0532 100 00 02").await?;
    let body = format!("{}{{{{ad}}}}", "a".repeat(860));
    let id = draft(&world, &owner, everyone(), "informational", &body).await?;
    let review = world.services.review_campaign(&owner, id).await?;
    let left_out: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.count)).collect();
    assert_eq!((review.recipients, left_out), (1, vec![(SkipReason::TooLong, 1)]));
    assert_eq!(review.parts, 6);
    assert_eq!(launch(&world, &owner, id).await?.len(), 1);
    let excluded = view(&world, &owner, id).await?.excluded;
    assert_eq!(excluded.first().map(|row| (row.reason, row.count)), Some((SkipReason::TooLong, 1)));
    Ok(())
}

async fn a_text_too_long_for_everybody_is_refused(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let audience = AudienceForm { channel: "sms".into(), typed: "0532 100 00 01".into(), ..everyone() };
    let id = world.services.save_audience(&owner, audience).await?;
    let form = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        body: "ş".repeat(2_000),
        ..ContentForm::default()
    };
    let refused = failure(world.services.save_content(&owner, form.clone()).await.err())?;
    assert_eq!(refused.of("body").map(|field| field.problem), Some(Problem::TooLong));
    let fits = ContentForm { body: "ş".repeat(800), ..form };
    world.services.save_content(&owner, fits).await?;
    Ok(())
}

async fn a_launch_for_other_people_than_the_page_showed_is_refused(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    contact(&world, &owner, "Ali", "0532 100 00 02").await?;
    let form = |people: &str| LaunchForm {
        campaign: id.to_string(),
        people: people.to_owned(),
        ..LaunchForm::default()
    };
    let refused = failure(world.services.launch_campaign(&owner, form("1")).await.err())?;
    assert_eq!(
        (refused.problem, refused.of("people").and_then(|field| field.detail.as_deref())),
        (Problem::Conflict, Some("2"))
    );
    assert!(messages(&world, &owner, id).await?.is_empty());
    world.services.launch_campaign(&owner, form("2")).await?;
    assert_eq!(messages(&world, &owner, id).await?.len(), 2);
    Ok(())
}

async fn a_campaign_for_later_is_scheduled_until_then(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let at = (world.services.now() + MINUTE * 120).to_istanbul().to_string();
    let at = at.chars().take(16).collect();
    let form = LaunchForm { campaign: id.to_string(), at, ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    let scheduled = view(&world, &owner, id).await?;
    assert_eq!((scheduled.state, scheduled.undo_until), (CampaignState::Scheduled, None));
    assert!(scheduled.state.is_stoppable());
    assert_eq!(world.services.list_campaigns(&owner, None).await?[0].state, CampaignState::Scheduled);
    world.pass(7_200);
    assert_eq!(view(&world, &owner, id).await?.state, CampaignState::Running);
    world.services.cancel_campaign(&owner, id).await?;
    assert!(view(&world, &owner, id).await?.was_undone());
    Ok(())
}

async fn tests_of(world: &World, owner: &Actor) -> TestResult<Vec<MessageRow>> {
    let all = MessageFilter { states: vec![State::Queued], ..MessageFilter::default() };
    let page = world.services.ledger().list_messages(owner.company()?, &all, Cursor::Newest, 9).await?;
    Ok(page.rows)
}

fn test_form(id: CampaignId, to: &str, key: &str) -> ContentForm {
    ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        body: "Sayın {{ad}}, {{firma}}".to_owned(),
        act: "test".to_owned(),
        to: to.to_owned(),
        key: key.to_owned(),
        ..ContentForm::default()
    }
}

async fn refuse_notices(world: &World, owner: &Actor, number: &str) -> TestResult {
    let word = StoredConsent {
        id: world.services.ids().next_id(),
        company: owner.company()?,
        channel: Channel::Sms,
        class: Class::Informational,
        address: number.to_owned(),
        consent: Consent { kind: RecipientKind::Individual, status: ConsentStatus::Refused },
        source: ConsentSource::Recipient,
        at: world.services.now(),
        proof: None,
    };
    Ok(world.db.write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) })).await?)
}

async fn a_test_goes_once_and_keeps_its_class(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let id = draft(
        &world,
        &owner,
        AudienceForm { typed: "0532 100 00 09".into(), ..everyone() },
        "informational",
        "-",
    )
    .await?;
    for _ in 0..2 {
        let saved = world.services.save_content(&owner, test_form(id, "0532 100 00 01", "a.0")).await?;
        assert_eq!(saved.act, ContentAct::Test);
    }
    let sent = tests_of(&world, &owner).await?;
    let told: Vec<_> = sent.iter().map(|row| (row.recipient.as_str(), row.text.as_deref())).collect();
    assert_eq!(
        told,
        [("+905321000001", Some("Sayın ayse, Işık Ltd."))],
        "what was typed is what was sent, once"
    );
    assert_eq!(
        (sent[0].purpose, sent[0].class, sent[0].campaign),
        (Purpose::Transactional, Class::Informational, None)
    );
    world.introduce(&owner).await?;
    let commercial = ContentForm { class: "commercial".to_owned(), ..test_form(id, "0532 100 00 01", "a.1") };
    let refused = failure(world.services.save_content(&owner, commercial).await.err())?;
    assert_eq!(refused.of("to").map(|field| field.problem), Some(Problem::NoConsent));
    refuse_notices(&world, &owner, "+905321000001").await?;
    let refused = world.services.save_content(&owner, test_form(id, "0532 100 00 01", "a.2")).await;
    let refused = failure(refused.err())?;
    assert_eq!(refused.of("to").map(|field| field.problem), Some(Problem::RecipientRefused));
    assert_eq!(tests_of(&world, &owner).await?.len(), 1);
    Ok(())
}

async fn a_test_needs_an_address(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let id = draft(
        &world,
        &owner,
        AudienceForm { typed: "0532 100 00 09".into(), ..everyone() },
        "informational",
        "-",
    )
    .await?;
    for (to, problem) in
        [("", Problem::Required), ("yok", Problem::NotAPhone), ("0332 100 00 01", Problem::NotAMobile)]
    {
        let refused = failure(world.services.save_content(&owner, test_form(id, to, "")).await.err())?;
        assert_eq!(refused.of("to").map(|field| field.problem), Some(problem), "{to}");
    }
    assert!(tests_of(&world, &owner).await?.is_empty());
    let kept = view(&world, &owner, id).await?.content.map(|content| content.body);
    assert_eq!(kept.as_deref(), Some("Sayın {{ad}}, {{firma}}"), "the text is saved all the same");
    Ok(())
}

async fn a_preview_shows_what_is_sent_and_counts_it(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    contact(&world, &owner, "Ali", "0532 100 00 01").await?;
    contact(&world, &owner, &"Uzun".repeat(20), "0532 100 00 02").await?;
    let id = draft(&world, &owner, everyone(), "informational", "-").await?;
    let body = format!("{}{{{{ad}}}}", "a".repeat(130));
    let form = ContentForm { campaign: id.to_string(), body, ..ContentForm::default() };
    let sms = world.services.preview_campaign(&owner, form, 0).await?.sms.ok_or("no count")?;
    assert_eq!((sms.parts, sms.most, sms.too_long), (1, 2, false));
    Ok(())
}
