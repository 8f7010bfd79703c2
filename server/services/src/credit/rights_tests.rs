//! Whoever may not see money sees none of it, wherever it is told to others.

use domain::campaigns::{AudienceForm, LaunchForm};
use domain::companies::ChangeRightsForm;
use domain::credit::ThresholdsForm;
use domain::failure::{Failure, Problem};
use domain::id::CampaignId;
use domain::limits::{CompanyLimitsForm, LimitReached};
use domain::messages::{MessageQuery, Period, SendMessageForm};
use domain::provider_accounts::{PriceForm, RemovePriceForm};
use domain::rights::{Right, Role};

use super::tests::{account, price, told, watch};
use crate::actor::Actor;
use crate::campaigns::tests::{connect, draft, messages};
use crate::error::ServiceError;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    the_list_of_accounts_tells_no_credit,
    the_page_of_an_account_tells_no_credit,
    messages_tell_no_cost,
    the_dashboard_tells_no_credit,
    the_review_tells_neither_cost_nor_credit,
    a_limit_of_money_tells_no_amount,
    used_money_is_not_told_beside_the_limits,
    prices_and_credit_are_for_those_who_may_see_money,
    who_sees_money_changes_it_only_with_accounts,
);

/// A member with rights of their own.
async fn member(world: &World, owner: &Actor, rights: &[Right]) -> TestResult<Actor> {
    let joined = world.member(owner, "mehmet", Role::Viewer).await?;
    let seat = joined.seat().ok_or("no seat")?.membership;
    let rights = rights.iter().map(|right| right.word().to_owned()).collect();
    let form = ChangeRightsForm {
        member: seat.to_string(),
        role: Role::Viewer.word().to_owned(),
        rights,
        ..ChangeRightsForm::default()
    };
    world.services.change_member_rights(owner, &form).await?;
    let cookie = world.sign_in("mehmet", PASSWORD, &here()).await?.cookie;
    world.actor(&cookie).await
}

/// All rights but the one to see money.
async fn blind(world: &World, owner: &Actor) -> TestResult<Actor> {
    let rights: Vec<_> = Right::ALL.iter().copied().filter(|right| *right != Right::SeeFinancial).collect();
    member(world, owner, &rights).await
}

/// An account with a price, of whose credit too little is left, as was told for days.
async fn scene(world: &World) -> TestResult<Actor> {
    let owner = world.owner().await?;
    connect(world, &owner).await?;
    price(world, &owner, "0,50", 0).await?;
    told(world, &owner, Some(9_000_000), Some(60)).await?;
    world.pass(4 * 86_400);
    told(world, &owner, Some(8_000), Some(3)).await?;
    watch(world, &owner, "50").await?;
    Ok(owner)
}

async fn to_many(world: &World, actor: &Actor) -> TestResult<CampaignId> {
    let typed = (1..=5).map(|n| format!("0532 100 00 0{n}\n")).collect();
    let audience = AudienceForm { typed, ..AudienceForm::default() };
    draft(world, actor, audience, "informational", "Siparişiniz yolda").await
}

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn the_list_of_accounts_tells_no_credit(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let row = async |actor: &Actor| {
        let row = world.services.list_accounts(actor).await?.pop().ok_or("no account")?;
        TestResult::Ok((row.balance.is_some(), row.credit_low, row.credit_until.is_some()))
    };
    assert_eq!(row(&owner).await?, (true, true, true));
    assert_eq!(row(&blind).await?, (false, false, false));
    Ok(())
}

async fn the_page_of_an_account_tells_no_credit(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let row = async |actor: &Actor| {
        let row = world.services.get_account(actor, account()).await?.row;
        TestResult::Ok((row.balance.is_some(), row.credit_low, row.credit_until.is_some()))
    };
    assert_eq!(row(&owner).await?, (true, true, true));
    assert_eq!(row(&blind).await?, (false, false, false));
    Ok(())
}

async fn messages_tell_no_cost(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let id = to_many(&world, &owner).await?;
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    let message = messages(&world, &owner, id).await?.pop().ok_or("no message")?.id;
    assert!(world.services.get_message(&owner, message).await?.cost.is_some());
    assert_eq!(world.services.get_message(&blind, message).await?.cost, None);
    let listed = async |actor: &Actor| {
        let rows = world.services.list_messages(actor, &MessageQuery::default()).await?;
        TestResult::Ok(serde_json::to_string(&rows)?)
    };
    let (all, some) = (listed(&owner).await?, listed(&blind).await?);
    assert!(all.contains(&message.to_string()) && some.contains(&message.to_string()));
    assert!(!all.contains("cost") && !some.contains("cost"), "lists tell it nobody");
    Ok(())
}

async fn the_dashboard_tells_no_credit(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    assert_eq!(world.services.overview(&owner, Period::Week).await?.low_credit, ["NetGSM"]);
    assert!(world.services.overview(&blind, Period::Week).await?.low_credit.is_empty());
    Ok(())
}

async fn the_review_tells_neither_cost_nor_credit(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let id = to_many(&world, &owner).await?;
    let seen = world.services.review_campaign(&owner, id).await?;
    assert!(seen.cost.is_some() && seen.credit_gap.is_some());
    let hidden = world.services.review_campaign(&blind, id).await?;
    assert_eq!((hidden.cost, hidden.credit_gap, hidden.unpriced), (None, None, false));
    assert_eq!((hidden.recipients, hidden.parts), (seen.recipients, seen.parts), "the rest is as before");
    price(&world, &owner, "", 0).await?;
    assert!(world.services.review_campaign(&owner, id).await?.unpriced);
    assert!(!world.services.review_campaign(&blind, id).await?.unpriced);
    Ok(())
}

async fn a_limit_of_money_tells_no_amount(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let limit = CompanyLimitsForm { money_day: "0,40".to_owned(), ..CompanyLimitsForm::default() };
    world.services.save_company_limits(&owner, &limit).await?;
    let id = to_many(&world, &owner).await?;
    let launch = async |actor: &Actor| {
        let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
        world.services.launch_campaign(actor, form).await.err().map(Failure::from).ok_or("it was launched")
    };
    let single = async |actor: &Actor| {
        let form = SendMessageForm {
            channel: "sms".to_owned(),
            recipient: "0532 123 45 67".to_owned(),
            class: "informational".to_owned(),
            text: "Siparişiniz hazır".to_owned(),
            ..SendMessageForm::default()
        };
        world.services.send_message(actor, &form).await.err().map(Failure::from).ok_or("it was sent")
    };
    let review = async |actor: &Actor| {
        let limit = world.services.review_campaign(actor, id).await?.limit;
        TestResult::Ok(limit.ok_or("no limit")?)
    };
    for failure in [launch(&owner).await?, single(&owner).await?, review(&owner).await?] {
        assert!(LimitReached::of(&failure).is_some(), "{failure:?}");
    }
    for failure in [launch(&blind).await?, single(&blind).await?, review(&blind).await?] {
        assert_eq!(failure, Failure::new(Problem::LimitReached));
    }
    let limit = CompanyLimitsForm { sms_day: "1".to_owned(), ..CompanyLimitsForm::default() };
    world.services.save_company_limits(&owner, &limit).await?;
    let failure = launch(&blind).await?;
    assert!(LimitReached::of(&failure).is_some(), "how many messages is no secret: {failure:?}");
    Ok(())
}

async fn used_money_is_not_told_beside_the_limits(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let limit = CompanyLimitsForm { money_day: "100".to_owned(), ..CompanyLimitsForm::default() };
    world.services.save_company_limits(&owner, &limit).await?;
    let id = to_many(&world, &owner).await?;
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    let seen = world.services.company_limits(&owner).await?;
    assert_eq!((seen.sms.messages_day, seen.sms.money_day), (5, 5 * 5_000));
    let hidden = world.services.company_limits(&blind).await?;
    assert_eq!((hidden.sms.messages_day, hidden.sms.money_day), (5, 0));
    assert_eq!(hidden.limits, seen.limits, "a form that hides a limit would take it away");
    Ok(())
}

async fn prices_and_credit_are_for_those_who_may_see_money(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let blind = blind(&world, &owner).await?;
    let (services, account) = (&world.services, account().to_string());
    let forbidden = Some(Problem::Forbidden);
    assert_eq!(problem(services.get_credit(&blind, account.parse()?).await), forbidden);
    let form = PriceForm { account: account.clone(), amount: "1".to_owned(), ..PriceForm::default() };
    assert_eq!(problem(services.set_price(&blind, &form).await), forbidden);
    let form = RemovePriceForm { account: account.clone(), ..RemovePriceForm::default() };
    assert_eq!(problem(services.remove_price(&blind, &form).await), forbidden);
    let form = ThresholdsForm { account, ..ThresholdsForm::default() };
    assert_eq!(problem(services.save_thresholds(&blind, &form).await), forbidden);
    Ok(())
}

async fn who_sees_money_changes_it_only_with_accounts(world: World) -> TestResult {
    let owner = scene(&world).await?;
    let seer = member(&world, &owner, &[Right::SeeFinancial]).await?;
    let seen = world.services.get_credit(&seer, account()).await?;
    assert!(!seen.may_change && seen.units.len() == 2 && seen.prices.len() == 1, "{seen:?}");
    assert!(world.services.get_credit(&owner, account()).await?.may_change);
    assert_eq!(problem(price(&world, &seer, "1", 0).await), Some(Problem::Forbidden));
    assert_eq!(problem(watch(&world, &seer, "1").await), Some(Problem::Forbidden));
    Ok(())
}
