use std::time::Duration;

use domain::campaigns::{AudienceForm, LaunchForm};
use domain::credit::{Credit, CreditUnit, CreditView, ThresholdField, ThresholdsForm, UnitCredit};
use domain::failure::{Failure, Problem};
use domain::id::{AccountId, MessageId};
use domain::limits::CompanyLimitsForm;
use domain::messages::{Period, SendMessageForm};
use domain::money::{Currency, Money};
use domain::provider_accounts::{AccountBalance, CreditPackage, PriceForm, PriceStanding, RemovePriceForm};
use domain::rights::Role;
use domain::time::Date;
use storage::balance_readings;

use crate::actor::Actor;
use crate::campaigns::follow_up_tests::{failed, resend};
use crate::campaigns::tests::{connect, draft, messages};
use crate::error::ServiceError;
use crate::system_mail::SystemMail;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_price_holds_from_its_day_and_past_messages_keep_what_they_cost,
    what_is_scheduled_costs_what_holds_when_it_leaves,
    a_repeat_costs_what_holds_when_it_is_repeated,
    a_single_repeat_costs_what_holds_then,
    prices_to_come_can_be_taken_out_and_others_are_history,
    a_price_ends_where_there_is_one,
    an_email_costs_its_price_and_needs_none,
    the_history_tells_what_was_spent_and_how_long_the_rest_lasts,
    a_stand_in_tells_nothing_of_real_credit,
    old_readings_are_thinned_out_and_tell_as_much,
    a_fall_is_mailed_once_to_those_who_may_see_money,
    what_is_low_when_it_is_first_watched_is_shown_and_not_mailed,
    only_what_is_told_can_be_watched,
    a_launch_is_warned_of_credit_and_not_stopped,
);

const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;

pub(super) fn account() -> AccountId {
    AccountId::from_i64(77)
}

fn sms() -> CreditUnit {
    CreditUnit::Pieces("Adet SMS".to_owned())
}

fn lira(ten_thousandths: i64) -> Option<Money> {
    Some(Money::new(ten_thousandths, Currency::Try))
}

fn today(world: &World) -> Date {
    world.services.now().to_istanbul().date()
}

/// Sets the price of an SMS part from so many days from now on.
pub(super) async fn price(
    world: &World,
    actor: &Actor,
    amount: &str,
    in_days: i32,
) -> Result<(), ServiceError> {
    let from = today(world).plus_days(in_days).to_string();
    let form =
        PriceForm { account: account().to_string(), amount: amount.to_owned(), from, ..PriceForm::default() };
    world.services.set_price(actor, &form).await
}

async fn unprice(world: &World, actor: &Actor, in_days: i32) -> Result<(), ServiceError> {
    let from = today(world).plus_days(in_days).to_string();
    let form = RemovePriceForm { account: account().to_string(), from, ..RemovePriceForm::default() };
    world.services.remove_price(actor, &form).await
}

/// Lets the provider tell what is left.
pub(super) async fn told(
    world: &World,
    actor: &Actor,
    money: Option<i64>,
    pieces: Option<i64>,
) -> TestResult {
    let package = |left| CreditPackage { name: "Adet SMS".to_owned(), left };
    let balance = AccountBalance {
        money: money.and_then(lira),
        packages: pieces.map(package).into_iter().collect(),
        at: world.services.now(),
    };
    Ok(world.services.keep_balance(actor.company()?, account(), balance).await?)
}

pub(super) async fn watch(world: &World, actor: &Actor, least: &str) -> Result<(), ServiceError> {
    let unit = sms().to_string();
    let thresholds = vec![ThresholdField { unit, least: least.to_owned() }];
    let form = ThresholdsForm { account: account().to_string(), thresholds };
    world.services.save_thresholds(actor, &form).await
}

async fn credit(world: &World, actor: &Actor) -> TestResult<CreditView> {
    Ok(world.services.get_credit(actor, account()).await?)
}

async fn only_unit(world: &World, actor: &Actor) -> TestResult<UnitCredit> {
    Ok(credit(world, actor).await?.units.pop().ok_or("nothing is told")?)
}

/// To whom warnings wait to be mailed.
async fn warned(world: &World) -> TestResult<Vec<String>> {
    let waiting = world.services.take_system_mails(100).await?;
    let warnings = waiting.into_iter().filter(|one| matches!(one.mail, SystemMail::CreditLow { .. }));
    Ok(warnings.map(|one| one.recipient).collect())
}

async fn send(world: &World, actor: &Actor, key: &str) -> TestResult<MessageId> {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: "0532 123 45 67".to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        key: key.to_owned(),
        ..SendMessageForm::default()
    };
    Ok(world.services.send_message(actor, &form).await?)
}

async fn cost(world: &World, actor: &Actor, message: MessageId) -> TestResult<Option<Money>> {
    Ok(world.services.get_message(actor, message).await?.cost)
}

fn failure<T>(result: Result<T, ServiceError>) -> TestResult<Failure> {
    Ok(result.err().ok_or("it was carried out")?.into())
}

fn at<T>(result: Result<T, ServiceError>, field: &str) -> TestResult<Option<Problem>> {
    Ok(failure(result)?.of(field).map(|found| found.problem))
}

fn typed(numbers: &str) -> AudienceForm {
    AudienceForm { typed: numbers.to_owned(), ..AudienceForm::default() }
}

async fn a_price_holds_from_its_day_and_past_messages_keep_what_they_cost(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let before = send(&world, &owner, "önce").await?;
    price(&world, &owner, "0,50", 0).await?;
    price(&world, &owner, "0,75", 1).await?;
    let first = send(&world, &owner, "bir").await?;
    world.pass(DAY);
    let second = send(&world, &owner, "iki").await?;
    let costs = [before, first, second].map(|message| cost(&world, &owner, message));
    let [before, first, second] = costs;
    assert_eq!((before.await?, first.await?, second.await?), (None, lira(5_000), lira(7_500)));
    let list = credit(&world, &owner).await?.prices;
    let told: Vec<_> = list.iter().map(|row| (row.entry.price, row.until, row.standing)).collect();
    let yesterday = today(&world).plus_days(-1);
    assert_eq!(
        told,
        [(lira(5_000), Some(yesterday), PriceStanding::Past), (lira(7_500), None, PriceStanding::InForce)]
    );
    Ok(())
}

async fn what_is_scheduled_costs_what_holds_when_it_leaves(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    price(&world, &owner, "0,50", 0).await?;
    price(&world, &owner, "0,75", 1).await?;
    let limit = |most: &str| CompanyLimitsForm { money_day: most.to_owned(), ..CompanyLimitsForm::default() };
    let launch = async |text: &str| {
        let id = draft(&world, &owner, typed("0532 100 00 01"), "informational", text).await?;
        let at = format!("{}T10:00", today(&world).plus_days(1));
        let form = LaunchForm { campaign: id.to_string(), at, ..LaunchForm::default() };
        TestResult::Ok((id, world.services.launch_campaign(&owner, form).await))
    };
    world.services.save_company_limits(&owner, &limit("0,60")).await?;
    let (_, refused) = launch("Yarın görüşürüz").await?;
    assert_eq!(failure(refused)?.problem, Problem::LimitReached, "by the price of tomorrow");
    world.services.save_company_limits(&owner, &limit("")).await?;
    let (id, launched) = launch("Yarın görüşürüz").await?;
    launched?;
    let message = messages(&world, &owner, id).await?.pop().ok_or("no message")?.id;
    assert_eq!(cost(&world, &owner, message).await?, lira(7_500));
    Ok(())
}

async fn a_repeat_costs_what_holds_when_it_is_repeated(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    let first: Vec<_> = messages(&world, &owner, id).await?.into_iter().map(|row| row.id).collect();
    price(&world, &owner, "0,50", 0).await?;
    let limit = CompanyLimitsForm { money_day: "0,90".to_owned(), ..CompanyLimitsForm::default() };
    world.services.save_company_limits(&owner, &limit).await?;
    let refused = failure(world.services.resend_failed(&owner, resend(id, 2)).await)?;
    assert_eq!(refused.problem, Problem::LimitReached, "nothing was counted the first time");
    world.services.save_company_limits(&owner, &CompanyLimitsForm::default()).await?;
    assert_eq!(world.services.resend_failed(&owner, resend(id, 2)).await?, 2);
    for row in messages(&world, &owner, id).await? {
        let then = if first.contains(&row.id) { None } else { lira(5_000) };
        assert_eq!(cost(&world, &owner, row.id).await?, then, "what was sent keeps what it cost");
    }
    Ok(())
}

async fn a_single_repeat_costs_what_holds_then(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = failed(&world, &owner).await?;
    price(&world, &owner, "0,75", 0).await?;
    let rows = messages(&world, &owner, id).await?;
    let off = rows.iter().find(|row| row.recipient == "+905321000001").ok_or("no message")?;
    let repeat = world.services.resend_message(&owner, off.id).await?;
    assert_eq!(cost(&world, &owner, repeat).await?, lira(7_500));
    Ok(())
}

async fn prices_to_come_can_be_taken_out_and_others_are_history(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    assert_eq!(at(price(&world, &owner, "0,50", -1).await, "from")?, Some(Problem::InThePast));
    price(&world, &owner, "0,50", 0).await?;
    price(&world, &owner, "0,75", 3).await?;
    price(&world, &owner, "0,80", 3).await?;
    let prices = async || TestResult::Ok(credit(&world, &owner).await?.prices);
    let list = prices().await?;
    assert_eq!(list.iter().map(|row| row.entry.price).collect::<Vec<_>>(), [lira(5_000), lira(8_000)]);
    assert_eq!(list[1].standing, PriceStanding::Coming);
    assert_eq!(at(unprice(&world, &owner, 0).await, "from")?, Some(Problem::InThePast));
    assert_eq!(failure(unprice(&world, &owner, 2).await)?.problem, Problem::NotFound);
    unprice(&world, &owner, 3).await?;
    assert_eq!(prices().await?.iter().map(|row| row.until).collect::<Vec<_>>(), [None]);
    Ok(())
}

async fn a_price_ends_where_there_is_one(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    assert_eq!(at(price(&world, &owner, "", 0).await, "amount")?, Some(Problem::Required));
    price(&world, &owner, "0,50", 0).await?;
    price(&world, &owner, " ", 2).await?;
    assert_eq!(at(price(&world, &owner, "", 4).await, "amount")?, Some(Problem::Required));
    world.pass(2 * DAY);
    let message = send(&world, &owner, "bir").await?;
    assert_eq!(cost(&world, &owner, message).await?, None);
    Ok(())
}

async fn an_email_costs_its_price_and_needs_none(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    world.execute("UPDATE provider_accounts SET channel = 3, provider = 'smtp'").await?;
    let audience = AudienceForm { channel: "email".to_owned(), ..typed("a@ornek.com.tr, b@ornek.com.tr") };
    let id = world.services.save_audience(&owner, audience).await?;
    let content = domain::campaigns::ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        subject: "Siparişiniz".to_owned(),
        body: "Siparişiniz hazır.".to_owned(),
        ..Default::default()
    };
    world.services.save_content(&owner, content).await?;
    let review = world.services.review_campaign(&owner, id).await?;
    assert_eq!((review.recipients, review.cost, review.unpriced), (2, None, false));
    price(&world, &owner, "0,02", 0).await?;
    assert_eq!(world.services.review_campaign(&owner, id).await?.cost, lira(400));
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    for row in messages(&world, &owner, id).await? {
        assert_eq!(cost(&world, &owner, row.id).await?, lira(200));
    }
    Ok(())
}

async fn the_history_tells_what_was_spent_and_how_long_the_rest_lasts(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    assert!(credit(&world, &owner).await?.units.is_empty());
    for (hours, left) in [(0, 300), (24, 260), (1, 1_260), (23, 1_220), (48, 1_140)] {
        world.pass(hours * HOUR);
        told(&world, &owner, Some(395_000), Some(left)).await?;
    }
    let units = credit(&world, &owner).await?.units;
    let [money, pieces] = units.as_slice() else { return Err(format!("{units:?}").into()) };
    assert_eq!(
        (money.left.clone(), money.forecast.clone()),
        (Credit::Money(Money::new(395_000, Currency::Try)), None)
    );
    let days: Vec<_> =
        pieces.days.iter().map(|day| [&day.left, &day.spent, &day.added].map(Credit::amount)).collect();
    assert_eq!(days, [[300, 0, 0], [1_260, 40, 1_000], [1_220, 40, 0], [1_140, 80, 0]]);
    // 160 in four days, so 1 140 for 28 and a half.
    let found = pieces.forecast.as_ref().ok_or("no forecast")?;
    let until = Some((world.services.now() + Duration::from_secs(28 * DAY + 12 * HOUR)).to_istanbul().date());
    assert_eq!((found.spent.amount(), found.days, found.lasts_until), (160, 4, until));
    let row = world.services.list_accounts(&owner).await?.pop().ok_or("no account")?;
    assert_eq!((row.credit_until, row.credit_low), (until, false));
    let company = owner.company()?;
    let failing = world.db.write(move |tx| {
        Box::pin(async move {
            let now = domain::time::Timestamp::from_seconds(1_796_000_000);
            Ok(storage::provider_accounts::note_balance_failure(tx, company, account(), now).await?)
        })
    });
    failing.await?;
    let row = world.services.list_accounts(&owner).await?.pop().ok_or("no account")?;
    assert_eq!(row.credit_until, None, "while nobody tells how much is left");
    world.pass(4 * DAY);
    assert_eq!(only_unit(&world, &owner).await?.forecast, None, "of a reading that is old");
    Ok(())
}

async fn a_stand_in_tells_nothing_of_real_credit(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    told(&world, &owner, None, Some(100_000)).await?;
    world.pass(3 * DAY);
    told(&world, &owner, None, Some(90_000)).await?;
    assert!(only_unit(&world, &owner).await?.forecast.is_some());
    world.execute("UPDATE companies SET mode = 2").await?;
    world.pass(HOUR);
    told(&world, &owner, None, Some(500)).await?;
    let unit = only_unit(&world, &owner).await?;
    assert_eq!((unit.left.amount(), unit.forecast, unit.days.len()), (500, None, 1));
    assert_eq!(unit.days[0].spent.amount(), 0);
    Ok(())
}

async fn old_readings_are_thinned_out_and_tell_as_much(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let mut left = 5_000;
    for hour in 0..(3 * 24) {
        left += if hour == 30 { 2_000 } else { -10 };
        told(&world, &owner, None, Some(left)).await?;
        world.pass(HOUR);
    }
    let kept = async || {
        let since = domain::time::Timestamp::EPOCH;
        let mode = domain::company::CompanyMode::Test;
        let of = balance_readings::since(world.db.read(), owner.company()?, account(), mode, since).await?;
        TestResult::Ok(of.len())
    };
    world.services.thin_balance_readings().await?;
    assert_eq!(kept().await?, 72, "what is of this week stays");
    world.pass(8 * DAY);
    told(&world, &owner, None, Some(left)).await?;
    let before = only_unit(&world, &owner).await?.days;
    world.services.thin_balance_readings().await?;
    // The first one, both ends of what was added, the last one of each of four days, and the newest.
    assert_eq!(kept().await?, 8);
    assert_eq!(only_unit(&world, &owner).await?.days, before);
    world.services.thin_balance_readings().await?;
    assert_eq!(kept().await?, 8);
    world.pass(731 * DAY);
    world.services.thin_balance_readings().await?;
    assert_eq!(kept().await?, 0);
    Ok(())
}

async fn a_fall_is_mailed_once_to_those_who_may_see_money(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.member(&owner, "mehmet", Role::Sender).await?;
    world.member(&owner, "zeynep", Role::Accountant).await?;
    connect(&world, &owner).await?;
    told(&world, &owner, None, Some(60)).await?;
    watch(&world, &owner, "50").await?;
    assert_eq!(warned(&world).await?, Vec::<String>::new());
    let both = ["ayse@firma.com.tr", "zeynep@firma.com.tr"];
    for (left, mails) in [(51, 0), (50, 1), (40, 1), (0, 1), (500, 1), (49, 2)] {
        world.pass(600);
        told(&world, &owner, None, Some(left)).await?;
        assert_eq!(warned(&world).await?, both.repeat(mails), "{left} are left");
        let row = world.services.list_accounts(&owner).await?.pop().ok_or("no account")?;
        assert_eq!(row.credit_low, left <= 50, "{left}");
    }
    assert_eq!(world.services.overview(&owner, Period::Week).await?.low_credit, ["NetGSM"]);
    let link = format!("https://mesaj.example/c/{}/providers/{}/credit", owner.company()?, account());
    let mail = world.mails().await?.into_iter().find(|mail| matches!(mail, SystemMail::CreditLow { .. }));
    let Some(SystemMail::CreditLow { left, least, link: led, .. }) = mail else {
        return Err("no mail".into());
    };
    assert_eq!((left, least, led), (Credit::new(&sms(), 50), Credit::new(&sms(), 50), link));
    watch(&world, &owner, "").await?;
    assert!(world.services.overview(&owner, Period::Week).await?.low_credit.is_empty());
    Ok(())
}

async fn what_is_low_when_it_is_first_watched_is_shown_and_not_mailed(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    told(&world, &owner, None, Some(60)).await?;
    watch(&world, &owner, "100").await?;
    assert!(only_unit(&world, &owner).await?.is_low);
    assert_eq!(world.services.overview(&owner, Period::Week).await?.low_credit, ["NetGSM"]);
    world.pass(600);
    told(&world, &owner, None, Some(55)).await?;
    watch(&world, &owner, "200").await?;
    told(&world, &owner, None, Some(54)).await?;
    assert_eq!(warned(&world).await?, Vec::<String>::new());
    watch(&world, &owner, "50").await?;
    assert!(!only_unit(&world, &owner).await?.is_low);
    told(&world, &owner, None, Some(50)).await?;
    assert_eq!(warned(&world).await?, ["ayse@firma.com.tr"]);
    Ok(())
}

async fn only_what_is_told_can_be_watched(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let refused = watch(&world, &owner, "50").await;
    assert_eq!(at(refused, "thresholds[0][unit]")?, Some(Problem::Invalid));
    told(&world, &owner, None, Some(60)).await?;
    assert_eq!(at(watch(&world, &owner, "elli").await, "thresholds[0][least]")?, Some(Problem::NotANumber));
    watch(&world, &owner, "50").await?;
    // A package that is used up is told of no more, and watched all the same.
    world.pass(600);
    told(&world, &owner, Some(1), None).await?;
    let gone = credit(&world, &owner).await?.units.pop().ok_or("nothing is told")?;
    assert_eq!((gone.left, gone.is_low), (Credit::new(&sms(), 0), true));
    Ok(())
}

async fn a_launch_is_warned_of_credit_and_not_stopped(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let id =
        draft(&world, &owner, typed("0532 100 00 01, 0532 100 00 02"), "informational", &"a".repeat(170))
            .await?;
    let gap = async || TestResult::Ok(world.services.review_campaign(&owner, id).await?.credit_gap);
    assert_eq!(gap().await?, None, "nobody has told how much is left");
    told(&world, &owner, None, Some(4)).await?;
    assert_eq!(gap().await?, None);
    world.pass(600);
    told(&world, &owner, None, Some(3)).await?;
    let found = gap().await?.ok_or("no warning")?;
    assert_eq!((found.needed, found.left), (Credit::new(&sms(), 4), Credit::new(&sms(), 3)));
    assert_eq!(found.at, world.services.now());
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    assert_eq!(messages(&world, &owner, id).await?.len(), 2);
    Ok(())
}
