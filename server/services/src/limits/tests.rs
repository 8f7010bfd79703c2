use domain::campaigns::{AudienceForm, CampaignState, LaunchForm};
use domain::failure::{Failure, Problem};
use domain::id::CampaignId;
use domain::limits::{CompanyLimit, CompanyLimitsForm, Left, LimitReached};
use domain::messages::SendMessageForm;
use domain::money::{Currency, Money};
use domain::provider_accounts::{PriceForm, PriceUnit};

use crate::actor::Actor;
use crate::campaigns::follow_up_tests::{failed, resend};
use crate::campaigns::tests::{connect, draft, messages};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_campaign_over_a_limit_is_refused_before_anything_is_planned,
    a_campaign_larger_than_allowed_is_refused_however_little_was_sent,
    what_is_taken_back_can_be_sent_again_on_the_same_day,
    a_large_campaign_is_counted_at_once_and_gives_the_rest_back,
    of_two_launches_at_once_one_is_refused,
    a_single_message_over_the_limit_is_refused_and_its_key_stays_free,
    an_estimate_is_shown_and_kept_with_each_message,
    the_limit_of_money_counts_estimates,
    a_repeat_is_counted_as_a_whole,
    the_limits_are_shown_with_what_is_used,
);

async fn limit(world: &World, owner: &Actor, form: CompanyLimitsForm) -> TestResult {
    Ok(world.services.save_company_limits(owner, &form).await?)
}

fn daily(most: u32) -> CompanyLimitsForm {
    CompanyLimitsForm { sms_day: most.to_string(), ..CompanyLimitsForm::default() }
}

async fn price(world: &World, owner: &Actor, sms_part: &str) -> TestResult {
    let form = PriceForm { account: account(), amount: sms_part.to_owned(), ..PriceForm::default() };
    Ok(world.services.set_price(owner, &form).await?)
}

fn account() -> String {
    domain::id::AccountId::from_i64(77).to_string()
}

/// A draft to so many typed numbers, those of one `part` are nobody else's.
async fn typed(world: &World, owner: &Actor, part: u32, people: u32) -> TestResult<CampaignId> {
    let numbers = (0..people).map(|n| format!("0532 {part}0 {n:05}\n")).collect();
    let audience = AudienceForm { typed: numbers, ..AudienceForm::default() };
    draft(world, owner, audience, "informational", "Siparişiniz yolda").await
}

async fn launch(world: &World, owner: &Actor, id: CampaignId) -> Result<CampaignId, Failure> {
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(owner, form).await.map_err(Failure::from)
}

fn reached(refused: Result<CampaignId, Failure>) -> TestResult<LimitReached> {
    let failure = refused.err().ok_or("it was launched")?;
    Ok(LimitReached::of(&failure).ok_or_else(|| format!("{failure:?}"))?)
}

async fn used(world: &World, owner: &Actor) -> TestResult<i64> {
    Ok(world.services.company_limits(owner).await?.sms.messages_day)
}

async fn a_campaign_over_a_limit_is_refused_before_anything_is_planned(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    limit(&world, &owner, daily(4)).await?;
    let first = typed(&world, &owner, 1, 3).await?;
    assert_eq!(world.services.review_campaign(&owner, first).await?.limit, None);
    launch(&world, &owner, first).await?;
    let second = typed(&world, &owner, 2, 2).await?;
    let told = world.services.review_campaign(&owner, second).await?.limit.ok_or("no limit")?;
    let refused = reached(launch(&world, &owner, second).await)?;
    assert_eq!((refused.limit, refused.left), (CompanyLimit::MessagesDay, Left::Messages(1)));
    assert_eq!(LimitReached::of(&told), Some(refused), "the page told it before");
    let left = world.services.get_campaign(&owner, second).await?;
    assert_eq!(left.state, CampaignState::Draft);
    assert_eq!((messages(&world, &owner, second).await?.len(), used(&world, &owner).await?), (0, 3));
    limit(&world, &owner, daily(5)).await?;
    launch(&world, &owner, second).await?;
    assert_eq!((messages(&world, &owner, second).await?.len(), used(&world, &owner).await?), (2, 5));
    Ok(())
}

async fn a_campaign_larger_than_allowed_is_refused_however_little_was_sent(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let form = CompanyLimitsForm { recipients: "2".to_owned(), ..CompanyLimitsForm::default() };
    limit(&world, &owner, form).await?;
    let large = typed(&world, &owner, 1, 3).await?;
    let refused = launch(&world, &owner, large).await;
    assert_eq!(refused.as_ref().err().map(|failure| failure.problem), Some(Problem::CampaignTooLarge));
    assert_eq!(reached(refused)?.left, Left::Messages(2));
    launch(&world, &owner, typed(&world, &owner, 2, 2).await?).await?;
    Ok(())
}

async fn what_is_taken_back_can_be_sent_again_on_the_same_day(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    limit(&world, &owner, daily(3)).await?;
    let first = typed(&world, &owner, 1, 3).await?;
    launch(&world, &owner, first).await?;
    let second = typed(&world, &owner, 2, 3).await?;
    assert_eq!(reached(launch(&world, &owner, second).await)?.left, Left::Messages(0));
    world.services.cancel_campaign(&owner, first).await?;
    assert_eq!(used(&world, &owner).await?, 0);
    launch(&world, &owner, second).await?;
    assert_eq!(used(&world, &owner).await?, 3);
    Ok(())
}

async fn a_large_campaign_is_counted_at_once_and_gives_the_rest_back(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    limit(&world, &owner, daily(2_500)).await?;
    let large = typed(&world, &owner, 1, 2_100).await?;
    launch(&world, &owner, large).await?;
    assert_eq!(used(&world, &owner).await?, 2_100, "before its messages are written");
    let other = typed(&world, &owner, 2, 401).await?;
    assert_eq!(reached(launch(&world, &owner, other).await)?.left, Left::Messages(400));
    world.services.cancel_campaign(&owner, large).await?;
    for _ in 0..200 {
        if used(&world, &owner).await? == 0 {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    Err(format!("{} are still counted", used(&world, &owner).await?).into())
}

async fn of_two_launches_at_once_one_is_refused(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    limit(&world, &owner, daily(5)).await?;
    let ids = [typed(&world, &owner, 1, 3).await?, typed(&world, &owner, 2, 3).await?];
    let answers = tokio::join!(launch(&world, &owner, ids[0]), launch(&world, &owner, ids[1]));
    let launched = [&answers.0, &answers.1].into_iter().filter(|answer| answer.is_ok()).count();
    assert_eq!((launched, used(&world, &owner).await?), (1, 3), "{answers:?}");
    Ok(())
}

async fn a_single_message_over_the_limit_is_refused_and_its_key_stays_free(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    limit(&world, &owner, daily(1)).await?;
    let form = |key: &str| SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        key: key.to_owned(),
        ..SendMessageForm::default()
    };
    let first = world.services.send_message(&owner, &form("bir")).await?;
    assert_eq!(world.services.send_message(&owner, &form("bir")).await?, first, "it is sent already");
    let refused = world.services.send_message(&owner, &form("iki")).await.err().ok_or("it was sent")?;
    let failure = Failure::from(refused);
    assert_eq!(failure.problem.status(), 429);
    assert_eq!(LimitReached::of(&failure).map(|reached| reached.left), Some(Left::Messages(0)));
    limit(&world, &owner, CompanyLimitsForm::default()).await?;
    assert_ne!(world.services.send_message(&owner, &form("iki")).await?, first);
    Ok(())
}

async fn an_estimate_is_shown_and_kept_with_each_message(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let audience =
        AudienceForm { typed: "0532 100 00 01\n0532 100 00 02".to_owned(), ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", &"a".repeat(170)).await?;
    let review = world.services.review_campaign(&owner, id).await?;
    assert_eq!((review.cost, review.unpriced), (None, true));
    price(&world, &owner, "0,0395").await?;
    let shown = world.services.get_credit(&owner, account().parse()?).await?.prices;
    let shown = shown.first().ok_or("no price")?.entry;
    assert_eq!((shown.unit, shown.price), (PriceUnit::SmsPart, Some(Money::new(395, Currency::Try))));
    let review = world.services.review_campaign(&owner, id).await?;
    assert_eq!((review.parts, review.unpriced), (4, false));
    assert_eq!(review.cost, Some(Money::new(4 * 395, Currency::Try)));
    launch(&world, &owner, id).await?;
    for row in messages(&world, &owner, id).await? {
        let cost = world.services.get_message(&owner, row.id).await?.cost;
        assert_eq!(cost, Some(Money::new(2 * 395, Currency::Try)));
    }
    price(&world, &owner, "").await?;
    assert!(world.services.review_campaign(&owner, typed(&world, &owner, 1, 1).await?).await?.unpriced);
    Ok(())
}

async fn the_limit_of_money_counts_estimates(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    price(&world, &owner, "0,50").await?;
    let form = CompanyLimitsForm { money_day: "1,20".to_owned(), ..CompanyLimitsForm::default() };
    limit(&world, &owner, form).await?;
    let lira = |amount| Left::Money(Money::new(amount, Currency::Try));
    let three = typed(&world, &owner, 1, 3).await?;
    assert_eq!(reached(launch(&world, &owner, three).await)?.left, lira(12_000));
    launch(&world, &owner, typed(&world, &owner, 2, 2).await?).await?;
    let one = typed(&world, &owner, 3, 1).await?;
    assert_eq!(reached(launch(&world, &owner, one).await)?.left, lira(2_000));
    Ok(())
}

async fn a_repeat_is_counted_as_a_whole(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    assert_eq!(used(&world, &owner).await?, 4);
    limit(&world, &owner, daily(5)).await?;
    let refused = world.services.resend_failed(&owner, resend(id, 2)).await.err().ok_or("it was sent")?;
    assert_eq!(LimitReached::of(&refused.into()).map(|reached| reached.left), Some(Left::Messages(1)));
    assert_eq!((messages(&world, &owner, id).await?.len(), used(&world, &owner).await?), (4, 4));
    limit(&world, &owner, daily(6)).await?;
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 2);
    assert_eq!((messages(&world, &owner, id).await?.len(), used(&world, &owner).await?), (6, 6));
    world.services.cancel_campaign(&owner, id).await?;
    assert_eq!(used(&world, &owner).await?, 4);
    Ok(())
}

async fn the_limits_are_shown_with_what_is_used(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let form = CompanyLimitsForm { share: "40".to_owned(), sms_month: "1.000".to_owned(), ..daily(10) };
    limit(&world, &owner, form).await?;
    launch(&world, &owner, typed(&world, &owner, 1, 2).await?).await?;
    let shown = world.services.company_limits(&owner).await?;
    assert_eq!((shown.limits.sms.day, shown.limits.sms.month), (Some(10), Some(1_000)));
    assert_eq!((shown.limits.share, shown.limits.recipients), (Some(40), None));
    assert_eq!((shown.sms.messages_day, shown.sms.messages_month, shown.email.messages_day), (2, 2, 0));
    let stamps = storage::provider_accounts::stamps(world.db.read()).await?;
    assert_eq!(stamps.first().and_then(|stamp| stamp.share), Some(40), "the engine knows of it");
    Ok(())
}
