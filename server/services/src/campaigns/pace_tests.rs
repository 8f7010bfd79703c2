use std::collections::HashMap;
use std::time::Duration;

use domain::campaigns::{AudienceForm, LaunchForm, SendingPace};
use domain::id::{AccountId, AttemptId};
use domain::topic::Topic;
use storage::ledger::{AccountRoom, Answer, ClaimOrder, Departure, Ended, Settlement};

use super::tests::{connect, draft};
use crate::actor::Actor;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(a_campaign_tells_how_fast_it_leaves_while_it_does);

/// Lets the next so many leave; their provider takes them.
async fn leave(world: &World, owner: &Actor, limit: u32) -> TestResult {
    let (services, ledger) = (&world.services, world.services.ledger());
    let until = services.now() + Duration::from_secs(30);
    let node = ledger.take_node(services.ids().next_id(), until, Ended::Everybody).await?.node;
    let room = AccountRoom { company: owner.company()?, account: AccountId::from_i64(77), room: limit };
    let order = ClaimOrder { node, until, limit, accounts: vec![room], company_rooms: HashMap::new() };
    let claimed = ledger.claim(order).await?;
    let departure = |one: &storage::ledger::Claimed| Departure {
        message: one.message,
        fence: one.fence,
        attempt: AttemptId::from_i64(services.ids().next_id()),
        call: None,
        answer_by: until,
        sha256: None,
    };
    let departures: Vec<_> = claimed.iter().map(departure).collect();
    ledger.put_on_wire(departures.clone()).await?;
    let answer = |one: Departure| Settlement {
        message: one.message,
        fence: one.fence,
        attempt: one.attempt,
        answer: Answer::Accepted,
        provider_ref: None,
        code: None,
        text: None,
    };
    let settled = ledger.settle(departures.into_iter().map(answer).collect()).await?;
    assert_eq!(settled.len(), limit as usize);
    Ok(())
}

async fn a_campaign_tells_how_fast_it_leaves_while_it_does(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let typed: Vec<_> = (10..60).map(|n| format!("0532 100 00 {n}")).collect();
    let audience = AudienceForm { typed: typed.join(", "), ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", "Merhaba").await?;
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    world.pass(20);
    let pace = || async { TestResult::Ok(world.services.get_campaign(&owner, id).await?.pace) };
    assert_eq!(pace().await?, None, "nobody has looked before");
    world.pass(10);
    leave(&world, &owner, 20).await?;
    assert_eq!(pace().await?, Some(SendingPace { per_minute: 120, remaining: Some(15) }));
    let mut page = world.services.live().listen(owner.company()?, vec![Topic::Campaign(id)]);
    world.services.refresh_paces();
    assert_eq!(page.next().await, Some(vec![Topic::Campaign(id)]), "it goes stale by itself");
    world.pass(31);
    assert_eq!(pace().await?, None, "nothing leaves any more");
    Ok(())
}
