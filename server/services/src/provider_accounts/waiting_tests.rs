use std::collections::BTreeMap;

use domain::failure::Problem;
use domain::id::{AccountId, MessageId};
use domain::message::{Channel, HoldReason, State};
use domain::messages::SendMessageForm;
use domain::provider_accounts::{SaveAccountForm, WaitingForAccount};
use domain::rights::Role;
use storage::ledger::Reason;

use crate::actor::Actor;
use crate::engine::{Engine, EngineConfig};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_first_account_takes_what_waited_for_one,
    a_resumed_or_chosen_account_takes_what_waits,
    a_removed_account_leaves_its_messages_to_its_successor,
    without_a_successor_they_wait_until_one_is_chosen,
    what_reaches_the_queue_of_a_removed_account_is_held,
    only_an_account_that_sends_can_succeed,
);

async fn connect(world: &World, owner: &Actor, name: &str) -> TestResult<AccountId> {
    let values = [("usercode", "8501234567"), ("password", "x"), ("sender", "FIRMAADI")];
    let values = values.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let form = SaveAccountForm {
        provider: "netgsm".to_owned(),
        name: name.to_owned(),
        values: BTreeMap::from(values),
        ..SaveAccountForm::default()
    };
    Ok(world.services.save_account(owner, form).await?)
}

async fn send(world: &World, owner: &Actor) -> TestResult<MessageId> {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    Ok(world.services.send_message(owner, &form).await?)
}

/// Where a message stands, why, and whose it is.
async fn stands(
    world: &World,
    owner: &Actor,
    message: MessageId,
) -> TestResult<(State, Option<Reason>, Option<AccountId>)> {
    let found = world.services.ledger().message(owner.company()?, message).await?.ok_or("no message")?;
    Ok((found.row.state, found.row.reason, found.row.account))
}

const WAITS: (State, Option<Reason>) = (State::Held, Some(Reason::Hold(HoldReason::NoAccount)));

async fn a_first_account_takes_what_waited_for_one(world: World) -> TestResult {
    let owner = world.owner().await?;
    let message = send(&world, &owner).await?;
    let waiting = world.services.list_waiting(&owner).await?;
    let expected = WaitingForAccount { channel: Channel::Sms, messages: 1, accounts: Vec::new() };
    assert_eq!(waiting, [expected]);
    let account = connect(&world, &owner, "NetGSM").await?;
    assert_eq!(stands(&world, &owner, message).await?, (State::Queued, None, Some(account)));
    assert!(world.services.list_waiting(&owner).await?.is_empty());
    Ok(())
}

async fn a_resumed_or_chosen_account_takes_what_waits(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let (first, second) = (connect(&world, &owner, "A").await?, connect(&world, &owner, "B").await?);
    let message = send(&world, &owner).await?;
    services.pause_account(&owner, second).await?;
    services.remove_account(&owner, first, None).await?;
    services.make_default_account(&owner, second).await?;
    let (state, reason, _) = stands(&world, &owner, message).await?;
    assert_eq!((state, reason), WAITS, "a paused account carries nothing");
    assert_eq!(services.resume_account(&owner, second).await?, 1);
    assert_eq!(stands(&world, &owner, message).await?, (State::Queued, None, Some(second)));
    let third = connect(&world, &owner, "C").await?;
    services.remove_account(&owner, second, None).await?;
    services.make_default_account(&owner, third).await?;
    assert_eq!(stands(&world, &owner, message).await?, (State::Queued, None, Some(third)));
    Ok(())
}

async fn a_removed_account_leaves_its_messages_to_its_successor(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let first = connect(&world, &owner, "A").await?;
    let alone = services.get_account(&owner, first).await?;
    assert!(alone.successors.is_empty(), "nothing waits for it, and there is no other");
    let second = connect(&world, &owner, "B").await?;
    let held = send(&world, &owner).await?;
    services.pause_account(&owner, first).await?;
    services.resume_account(&owner, first).await?;
    let queued = send(&world, &owner).await?;
    services.pause_account(&owner, first).await?;
    let later = send(&world, &owner).await?;
    let offered = services.get_account(&owner, first).await?.successors;
    assert_eq!(offered.iter().map(|other| other.id).collect::<Vec<_>>(), [second]);
    services.remove_account(&owner, first, Some(second)).await?;
    for message in [held, queued, later] {
        assert_eq!(stands(&world, &owner, message).await?, (State::Queued, None, Some(second)));
    }
    Ok(())
}

async fn without_a_successor_they_wait_until_one_is_chosen(world: World) -> TestResult {
    let owner = world.owner().await?;
    let sender = world.member(&owner, "mehmet", Role::Sender).await?;
    let services = &world.services;
    let (first, second) = (connect(&world, &owner, "A").await?, connect(&world, &owner, "B").await?);
    let queued = send(&world, &owner).await?;
    services.pause_account(&owner, first).await?;
    let held = send(&world, &owner).await?;
    services.remove_account(&owner, first, None).await?;
    for message in [queued, held] {
        let (state, reason, _) = stands(&world, &owner, message).await?;
        assert_eq!((state, reason), WAITS);
    }
    let waiting = services.list_waiting(&owner).await?;
    let found: Vec<_> = waiting.iter().map(|one| (one.messages, one.accounts.len())).collect();
    assert_eq!(found, [(2, 1)]);
    let refused = services.take_over_waiting(&sender, second).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    assert_eq!(services.take_over_waiting(&owner, second).await?, 2);
    assert_eq!(stands(&world, &owner, held).await?, (State::Queued, None, Some(second)));
    Ok(())
}

async fn what_reaches_the_queue_of_a_removed_account_is_held(world: World) -> TestResult {
    let owner = world.owner().await?;
    let account = connect(&world, &owner, "A").await?;
    let message = send(&world, &owner).await?;
    // As when it was planned while the account went.
    world.execute("UPDATE provider_accounts SET removed_at = 1").await?;
    Engine::new(world.services.clone(), EngineConfig::default()).look_after().await?;
    let (state, reason, _) = stands(&world, &owner, message).await?;
    assert_eq!((state, reason), WAITS);
    let other = connect(&world, &owner, "B").await?;
    assert_ne!(account, other);
    assert_eq!(stands(&world, &owner, message).await?, (State::Queued, None, Some(other)));
    Ok(())
}

async fn only_an_account_that_sends_can_succeed(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let (first, second) = (connect(&world, &owner, "A").await?, connect(&world, &owner, "B").await?);
    services.pause_account(&owner, second).await?;
    let stranger = AccountId::from_i64(second.as_i64() + 1);
    let refusals =
        [(second, Problem::AccountPaused), (first, Problem::NoAccount), (stranger, Problem::NoAccount)];
    for (successor, expected) in refusals {
        let refused = services.remove_account(&owner, first, Some(successor)).await.err();
        assert_eq!(refused.and_then(|error| error.problem()), Some(expected));
    }
    services.get_account(&owner, first).await?;
    let refused = services.take_over_waiting(&owner, second).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::AccountPaused));
    Ok(())
}
