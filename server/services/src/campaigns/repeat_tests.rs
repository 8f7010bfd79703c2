//! Sending once more: to whom, through what, and what is not repeated.

use std::collections::BTreeMap;

use domain::campaigns::AudienceForm;
use domain::contacts::AddressState;
use domain::failure::Problem;
use domain::id::{AccountId, CampaignId, MessageId};
use domain::message::{Class, FailureReason, HoldReason, Purpose, SkipReason, State};
use storage::ledger::{Reason, Selected, Selection};
use storage::provider_accounts::{self, ProviderAccount};

use super::follow_up_tests::{failed, failure, resend, send, view};
use super::tests::{connect, contact, draft, everyone, launch, messages};
use crate::actor::Actor;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    taking_back_a_repeat_leaves_what_was_held_before,
    nothing_is_repeated_while_a_person_is_asked,
    what_was_never_reported_on_is_not_repeated,
    a_repeat_goes_through_an_account_that_is_there,
    a_repeat_leaves_out_addresses_that_are_lost,
    a_bad_address_or_an_erasure_ends_what_waits,
    a_single_repeat_that_was_taken_back_can_be_asked_for_again,
    a_repeat_of_many_is_planned_in_pieces,
);

async fn hold_one(world: &World, owner: &Actor, id: CampaignId) -> TestResult<MessageId> {
    let first = messages(world, owner, id).await?.pop().ok_or("no message")?.id;
    let which = Selected::Messages(vec![first]);
    let of = Selection { company: owner.company()?, which, after: None, limit: 9 };
    assert_eq!(world.services.ledger().hold(of, HoldReason::AccountPaused, None).await?.moved, 1);
    Ok(first)
}

async fn taking_back_a_repeat_leaves_what_was_held_before(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    world.services.resend_failed(&owner, resend(id, 2)).await?;
    // A first message that comes back to be held meanwhile.
    let mut held = messages(&world, &owner, id).await?;
    held.retain(|row| row.state == State::Queued);
    assert_eq!(held.len(), 2);
    let company = owner.company()?;
    let first = world.services.ledger().message(company, held[0].id).await?.ok_or("no message")?;
    let new = storage::ledger::NewMessage {
        company,
        account: first.row.account,
        channel: first.row.channel,
        purpose: Purpose::Campaign,
        class: Class::Informational,
        key: storage::ledger::SendKey::new("held"),
        state: storage::ledger::FirstState::Held(HoldReason::AccountPaused),
        due_at: world.services.now(),
        expires_at: None,
        round: 0,
        contact: None,
        address: None,
        campaign: Some(id),
        resend_of: None,
        created_by: None,
        approved_by: None,
        via: first.via,
        cost: None,
        body: first.body,
    };
    let first = world.services.ledger().plan(vec![new]).await?[0].message;
    world.services.cancel_campaign(&owner, id).await?;
    let found = world.services.ledger().message(company, first).await?.ok_or("no message")?;
    assert_eq!(found.row.state, State::Held);
    assert_eq!(view(&world, &owner, id).await?.progress.waiting, 0);
    Ok(())
}

async fn nothing_is_repeated_while_a_person_is_asked(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let audience = AudienceForm { typed: "0532 100 00 01, 0532 100 00 02".into(), ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", "Merhaba").await?;
    launch(&world, &owner, id).await?;
    hold_one(&world, &owner, id).await?;
    world.pass(11);
    let off = [("+905321000001", FailureReason::PhoneOff), ("+905321000002", FailureReason::PhoneOff)];
    assert_eq!(send(&world, &owner, &BTreeMap::from(off)).await?, 1);
    let asked = view(&world, &owner, id).await?;
    assert_eq!((asked.progress.needs_person, asked.may_pass()), (1, 1));
    assert!(!asked.may_resend() && asked.may_stop());
    let refused = world.services.resend_failed(&owner, resend(id, 1)).await.err();
    assert_eq!(failure(refused)?.problem, Problem::Conflict);
    Ok(())
}

async fn what_was_never_reported_on_is_not_repeated(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    world.pass(3_600);
    let (company, account) = (owner.company()?, AccountId::from_i64(77));
    let ledger = world.services.ledger();
    assert_eq!(ledger.expire_unreported(company, account, world.services.now(), 9).await?, 1);
    let silent = view(&world, &owner, id).await?;
    assert!(silent.failures.iter().any(|row| (row.reason, row.count) == (FailureReason::NoReport, 1)));
    assert_eq!((silent.progress.failed, silent.may_pass()), (4, 2));
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 2);
    Ok(())
}

/// Removes the account of the tests, after connecting another one where that is asked.
async fn remove_account(world: &World, owner: &Actor, other: Option<i64>) -> TestResult {
    let (company, now) = (owner.company()?, world.services.now());
    let work = world.db.write(move |tx| {
        Box::pin(async move {
            let first = provider_accounts::find(tx, company, AccountId::from_i64(77)).await?;
            if let (Some(first), Some(other)) = (first, other) {
                let other = ProviderAccount { id: AccountId::from_i64(other), is_default: false, ..first };
                provider_accounts::insert(tx, other).await?;
            }
            Ok(provider_accounts::remove(tx, company, AccountId::from_i64(77), now).await?)
        })
    });
    assert!(work.await?);
    Ok(())
}

async fn a_repeat_goes_through_an_account_that_is_there(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    let first = messages(&world, &owner, id).await?.pop().ok_or("no message")?.id;
    remove_account(&world, &owner, Some(78)).await?;
    world.services.resend_failed(&owner, resend(id, 2)).await?;
    let rows = messages(&world, &owner, id).await?;
    let repeats: Vec<_> = rows.iter().filter(|row| row.state == State::Queued).collect();
    assert_eq!(repeats.len(), 2);
    assert!(repeats.iter().all(|row| row.account == Some(AccountId::from_i64(78))));
    world.services.cancel_campaign(&owner, id).await?;
    let company = owner.company()?;
    let work = world.db.write(move |tx| {
        Box::pin(async move {
            let now = domain::time::Timestamp::EPOCH;
            Ok(provider_accounts::remove(tx, company, AccountId::from_i64(78), now).await?)
        })
    });
    work.await?;
    let refused = world.services.resend_failed(&owner, resend(id, 2)).await.err();
    assert_eq!(failure(refused)?.problem, Problem::NoAccount);
    let refused = world.services.resend_message(&owner, first).await.err();
    assert_eq!(failure(refused)?.problem, Problem::NoAccount);
    Ok(())
}

async fn a_repeat_leaves_out_addresses_that_are_lost(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    let first = contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let second = contact(&world, &owner, "Ali", "0532 100 00 02").await?;
    let address = world.services.get_contact(&owner, first).await?.addresses[0].id;
    world.services.set_address_state(&owner, address, AddressState::NotTheirs).await?;
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 1);
    world.services.cancel_campaign(&owner, id).await?;
    world.services.erase_contact(&owner, second).await?;
    let refused = world.services.resend_failed(&owner, resend(id, 2)).await.err();
    assert_eq!(failure(refused)?.problem, Problem::NobodyToSend);
    for row in messages(&world, &owner, id).await? {
        if row.recipient == "+905321000002" && row.state == State::Failed {
            let refused = world.services.resend_message(&owner, row.id).await.err();
            assert_eq!(failure(refused)?.problem, Problem::AddressUnusable);
        }
    }
    Ok(())
}

async fn a_bad_address_or_an_erasure_ends_what_waits(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let wrong = contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let gone = contact(&world, &owner, "Ali", "0532 100 00 02").await?;
    contact(&world, &owner, "Veli", "0532 100 00 03").await?;
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    launch(&world, &owner, id).await?;
    let address = world.services.get_contact(&owner, wrong).await?.addresses[0].id;
    world.services.set_address_state(&owner, address, AddressState::NotTheirs).await?;
    world.services.erase_contact(&owner, gone).await?;
    let mut rows = messages(&world, &owner, id).await?;
    rows.sort_by(|a, b| a.recipient.cmp(&b.recipient));
    let reasons: Vec<_> = rows.iter().map(|row| row.reason).collect();
    let skipped = |reason| Some(Reason::Skip(reason));
    assert_eq!(reasons, [skipped(SkipReason::Unreachable), skipped(SkipReason::Erased), None]);
    assert_eq!(rows[2].state, State::Queued);
    Ok(())
}

async fn a_single_repeat_that_was_taken_back_can_be_asked_for_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    let rows = messages(&world, &owner, id).await?;
    let first = rows.iter().find(|row| row.recipient == "+905321000001").ok_or("no message")?.id;
    world.services.resend_failed(&owner, resend(id, 2)).await?;
    world.services.cancel_campaign(&owner, id).await?;
    let again = world.services.resend_message(&owner, first).await?;
    let company = owner.company()?;
    let found = world.services.ledger().message(company, again).await?.ok_or("no message")?;
    assert_eq!(found.row.state, State::Queued);
    assert_eq!(world.services.resend_message(&owner, first).await?, again, "asking twice sends once");
    Ok(())
}

async fn a_repeat_of_many_is_planned_in_pieces(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let numbers: Vec<_> = (0..600).map(|n| format!("0532 2{n:06}")).collect();
    let audience = AudienceForm { typed: numbers.join(","), ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", "Merhaba").await?;
    launch(&world, &owner, id).await?;
    world.pass(11);
    let fails: Vec<_> = (0..600).map(|n| format!("+905322{n:06}")).collect();
    let fails = fails.iter().map(|number| (number.as_str(), FailureReason::PhoneOff)).collect();
    send(&world, &owner, &fails).await?;
    assert_eq!(world.services.resend_failed(&owner, resend(id, 600)).await?, 600);
    assert_eq!(view(&world, &owner, id).await?.progress.waiting, 600);
    world.services.cancel_campaign(&owner, id).await?;
    let undone = view(&world, &owner, id).await?;
    assert_eq!((undone.progress.waiting, undone.may_pass()), (0, 600));
    Ok(())
}
