use domain::failure::Problem;
use domain::message::Channel;
use domain::messages::SendMessageForm;
use domain::money::{Currency, Money};
use domain::reports::ReportQuery;
use domain::rights::{Right, Role};

use crate::actor::Actor;
use crate::campaigns::tests::connect;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_report_tells_who_sent_what,
    costs_are_only_for_those_who_may_see_them,
    somebody_without_the_right_sees_no_report,
);

async fn send(world: &World, actor: &Actor, number: u32) -> TestResult {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: format!("0532 100 00 {number:02}"),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    world.services.send_message(actor, &form).await?;
    Ok(())
}

/// The counters as if every waiting message had been tried and had cost 0.0395 TRY.
async fn all_tried(world: &World) -> TestResult {
    world.execute("UPDATE author_counters SET outcome = 2, currency = 'TRY', cost = 395 * total").await
}

async fn a_report_tells_who_sent_what(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let clerk = world.member(&owner, "mehmet", Role::Sender).await?;
    for number in 0..3 {
        send(&world, &clerk, number).await?;
    }
    send(&world, &owner, 9).await?;
    let report = world.services.report_members(&owner, &ReportQuery::default()).await?;
    let rows: Vec<_> = report
        .rows
        .iter()
        .map(|row| (row.member, row.channel, row.counted.waiting, row.counted.sent))
        .collect();
    let expected = [(Some(owner.user()), Channel::Sms, 1, 0), (Some(clerk.user()), Channel::Sms, 3, 0)];
    assert_eq!(rows, expected, "nobody has sent anything yet");
    all_tried(&world).await?;
    let report = world.services.report_members(&owner, &ReportQuery::default()).await?;
    let first = report.rows.first().ok_or("no row")?;
    assert_eq!((first.name.as_str(), first.counted.sent), ("mehmet Demir", 3));
    assert_eq!(first.counted.cost, [Money::new(1_185, Currency::Try)]);
    let volume = world.services.report_volume(&owner, &ReportQuery::default()).await?;
    let day = volume.rows.first().ok_or("no day")?;
    assert_eq!((day.day, day.counted.sent), (volume.last, 4));
    assert_eq!(day.counted.cost, [Money::new(1_580, Currency::Try)]);
    let before = ReportQuery { to: volume.last.plus_days(-1).to_string(), ..ReportQuery::default() };
    assert!(world.services.report_volume(&owner, &before).await?.rows.is_empty());
    Ok(())
}

async fn costs_are_only_for_those_who_may_see_them(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    send(&world, &owner, 1).await?;
    all_tried(&world).await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    assert!(viewer.rights().has(Right::SeeReports) && !viewer.rights().has(Right::SeeFinancial));
    let report = world.services.report_members(&viewer, &ReportQuery::default()).await?;
    assert_eq!((report.rows[0].counted.sent, report.rows[0].counted.cost.len()), (1, 0));
    let report = world.services.report_volume(&viewer, &ReportQuery::default()).await?;
    assert_eq!((report.rows[0].counted.sent, report.rows[0].counted.cost.len()), (1, 0));
    Ok(())
}

async fn somebody_without_the_right_sees_no_report(world: World) -> TestResult {
    let owner = world.owner().await?;
    let clerk = world.member(&owner, "mehmet", Role::Sender).await?;
    world.execute("UPDATE memberships SET rights = 0 WHERE role = 3").await?;
    let signed_in = world.sign_in("mehmet", crate::testing::PASSWORD, &crate::testing::here()).await?;
    let clerk_without = world.actor(&signed_in.cookie).await?;
    assert_eq!(clerk.user(), clerk_without.user());
    let refused = world.services.report_members(&clerk_without, &ReportQuery::default()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    let wrong = ReportQuery { from: "dün".to_owned(), ..ReportQuery::default() };
    let refused = world.services.report_volume(&owner, &wrong).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Invalid));
    Ok(())
}
