use std::collections::HashMap;
use std::time::Duration;

use domain::accounts::Via;
use domain::campaigns::ReasonCount;
use domain::id::{AccountId, AttemptId, CompanyId, MessageId};
use domain::message::{Channel, Class, FailureReason, HoldReason, Purpose, SkipReason, State};
use domain::messages::{MessageQuery, Period, Share};
use storage::ledger::{
    AccountRoom, Answer, Body, ClaimOrder, Departure, Ended, FirstState, NewMessage, SendKey, Settlement,
};

use crate::actor::Actor;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    shares_are_of_what_was_sent_where_somebody_tells,
    what_waits_for_a_person_is_counted_however_old,
    the_failed_on_the_dashboard_are_those_its_link_lists,
    a_newcomer_has_no_people_until_there_are_some,
    the_newest_campaigns_are_there,
);

const DAY: u64 = 86_400;

fn new(company: CompanyId, channel: Channel, key: &str, state: FirstState) -> NewMessage {
    NewMessage {
        company,
        account: Some(AccountId::from_i64(7)),
        channel,
        purpose: Purpose::Transactional,
        class: Class::Informational,
        key: SendKey::new(key),
        state,
        due_at: domain::time::Timestamp::from_seconds(0),
        expires_at: None,
        round: 0,
        contact: None,
        address: None,
        campaign: None,
        resend_of: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
        cost: None,
        body: Body {
            recipient: "+905321234567".to_owned(),
            text: Some("Merhaba".to_owned()),
            ..Body::default()
        },
    }
}

/// Plans a message and lets its provider answer.
async fn send(
    world: &World,
    owner: &Actor,
    channel: Channel,
    key: &str,
    answer: Answer,
) -> TestResult<MessageId> {
    let company = owner.company()?;
    let ledger = world.services.ledger();
    let message = ledger.plan(vec![new(company, channel, key, FirstState::Queued)]).await?[0].message;
    let until = world.services.now() + Duration::from_secs(60);
    let node = ledger.take_node(world.services.ids().next_id(), until, Ended::Nobody).await?.node;
    let room = AccountRoom { company, account: AccountId::from_i64(7), room: 10 };
    let order = ClaimOrder { node, until, limit: 10, accounts: vec![room], company_rooms: HashMap::new() };
    let claimed = ledger.claim(order).await?.pop().ok_or("nothing was claimed")?;
    let attempt = AttemptId::from_i64(world.services.ids().next_id());
    let (fence, answer_by) = (claimed.fence, until);
    let leaving = Departure { message, fence, attempt, call: None, answer_by, sha256: None };
    ledger.put_on_wire(vec![leaving]).await?;
    let (provider_ref, code, text) = (None, None, None);
    ledger.settle(vec![Settlement { message, fence, attempt, answer, provider_ref, code, text }]).await?;
    Ok(message)
}

async fn plan(world: &World, owner: &Actor, key: &str, state: FirstState) -> TestResult {
    let company = owner.company()?;
    world.services.ledger().plan(vec![new(company, Channel::Sms, key, state)]).await?;
    Ok(())
}

async fn shares_are_of_what_was_sent_where_somebody_tells(world: World) -> TestResult {
    let owner = world.owner().await?;
    send(&world, &owner, Channel::Sms, "before", Answer::Accepted).await?;
    world.pass(14 * DAY);
    send(&world, &owner, Channel::Sms, "yesterday", Answer::Accepted).await?;
    world.pass(DAY);
    send(&world, &owner, Channel::Email, "mail", Answer::Accepted).await?;
    send(&world, &owner, Channel::Whatsapp, "off", Answer::Failed(FailureReason::PhoneOff)).await?;
    plan(&world, &owner, "skipped", FirstState::Skipped(SkipReason::NoConsent)).await?;
    plan(&world, &owner, "queued", FirstState::Queued).await?;
    let overview = world.services.overview(&owner, Period::Fortnight).await?;
    assert_eq!((overview.today.sent, overview.today.waiting, overview.today.failed), (2, 1, 1));
    assert_eq!((overview.recent.sent, overview.sent_before), (3, 1));
    assert_eq!(overview.recent.delivered, Share { part: 0, of: 2 });
    assert_eq!((overview.recent.read, overview.recent.untold), (Share { part: 0, of: 1 }, 1));
    let last: Vec<_> = overview.days.iter().rev().take(2).map(|day| day.total()).collect();
    assert_eq!((overview.days.len(), last), (14, vec![2, 1]));
    assert_eq!(overview.failures, [ReasonCount { reason: FailureReason::PhoneOff, count: 1 }]);
    let month = world.services.overview(&owner, Period::Month).await?;
    assert_eq!((month.days.len(), month.recent.sent, month.sent_before), (30, 4, 0));
    Ok(())
}

async fn what_waits_for_a_person_is_counted_however_old(world: World) -> TestResult {
    let owner = world.owner().await?;
    plan(&world, &owner, "held", FirstState::Held(HoldReason::Approval)).await?;
    world.pass(40 * DAY);
    let overview = world.services.overview(&owner, Period::Fortnight).await?;
    assert_eq!((overview.needs_person, overview.recent.sent), (1, 0));
    assert!(overview.has_sent);
    Ok(())
}

async fn the_failed_on_the_dashboard_are_those_its_link_lists(world: World) -> TestResult {
    let owner = world.owner().await?;
    let failed = Answer::Failed(FailureReason::NoCredit);
    send(&world, &owner, Channel::Sms, "old", failed).await?;
    world.pass(20 * DAY);
    let recent = send(&world, &owner, Channel::Sms, "recent", failed).await?;
    plan(&world, &owner, "skipped", FirstState::Skipped(SkipReason::Refused)).await?;
    let overview = world.services.overview(&owner, Period::Fortnight).await?;
    let from = overview.since().map(|day| day.to_string()).unwrap_or_default();
    let query = MessageQuery { stage: "failed".to_owned(), from, ..MessageQuery::default() };
    let listed = world.services.list_messages(&owner, &query).await?;
    let ids: Vec<_> = listed.rows.iter().map(|row| row.id).collect();
    assert_eq!((overview.recent.failed, ids, listed.moving), (1, vec![recent], false));
    assert_eq!(world.services.get_message(&owner, recent).await?.row.state, State::Failed);
    Ok(())
}

async fn a_newcomer_has_no_people_until_there_are_some(world: World) -> TestResult {
    let owner = world.owner().await?;
    let before = world.services.overview(&owner, Period::Fortnight).await?;
    assert!(!before.has_people && !before.is_set_up() && !before.is_moving());
    let card = domain::contacts::ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        ..Default::default()
    };
    world.services.save_contact(&owner, &card).await?;
    assert!(world.services.overview(&owner, Period::Fortnight).await?.has_people);
    Ok(())
}

async fn the_newest_campaigns_are_there(world: World) -> TestResult {
    let owner = world.owner().await?;
    for _ in 0..5 {
        let form = domain::campaigns::AudienceForm {
            channel: "sms".to_owned(),
            typed: "0532 123 45 67".to_owned(),
            ..Default::default()
        };
        world.services.save_audience(&owner, form).await?;
    }
    assert_eq!(world.services.overview(&owner, Period::Fortnight).await?.campaigns.len(), 4);
    Ok(())
}
