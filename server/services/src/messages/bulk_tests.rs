use domain::failure::Problem;
use domain::id::{AccountId, MessageId};
use domain::message::{HoldReason, State};
use domain::messages::{BulkForm, MessageQuery, SaveViewForm, SendMessageForm};
use domain::money::{Currency, Money};
use domain::provider_accounts::PriceForm;
use domain::rights::Role;
use storage::ledger::Reason;

use crate::actor::Actor;
use crate::campaigns::tests::connect;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    what_waits_is_held_released_and_cancelled_together,
    the_failed_are_sent_again_once,
    a_repeat_that_was_taken_back_is_made_anew,
    two_who_ask_at_once_send_again_once,
    later_messages_are_not_meant,
    more_than_was_told_is_asked_again,
    a_viewer_treats_nothing,
    a_member_keeps_views_of_their_own,
);

async fn messages(world: &World, owner: &Actor, count: u32) -> TestResult<Vec<MessageId>> {
    let mut ids = Vec::new();
    for number in 0..count {
        let form = SendMessageForm {
            channel: "sms".to_owned(),
            recipient: format!("0532 100 00 {number:02}"),
            class: "informational".to_owned(),
            text: "Siparişiniz hazır".to_owned(),
            ..SendMessageForm::default()
        };
        ids.push(world.services.send_message(owner, &form).await?);
    }
    Ok(ids)
}

fn ticked(act: &str, ids: &[MessageId]) -> BulkForm {
    let messages = ids.iter().map(ToString::to_string).collect();
    BulkForm { act: act.to_owned(), messages, ..BulkForm::default() }
}

fn all(act: &str, stage: &str) -> BulkForm {
    let filter = MessageQuery { stage: stage.to_owned(), ..MessageQuery::default() };
    BulkForm { act: act.to_owned(), all: "on".to_owned(), filter, ..BulkForm::default() }
}

/// Looks first, as the page does, then acts; the number told and the number treated.
async fn act(world: &World, actor: &Actor, form: BulkForm) -> TestResult<(u32, u32)> {
    let told = world.services.preview_bulk(actor, &form).await?;
    world.pass(1);
    let form = BulkForm { asked: told.asked.to_string(), count: told.count.to_string(), ..form };
    Ok((told.count, world.services.act_on_messages(actor, &form).await?.count))
}

async fn states(world: &World, owner: &Actor, ids: &[MessageId]) -> TestResult<Vec<State>> {
    let found = world.services.ledger().messages(owner.company()?, ids).await?;
    Ok(ids.iter().filter_map(|id| found.get(id)).map(|view| view.row.state).collect())
}

async fn what_waits_is_held_released_and_cancelled_together(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ids = messages(&world, &owner, 4).await?;
    world.pass(1);
    assert_eq!(act(&world, &owner, ticked("hold", &ids[..2])).await?, (2, 2));
    assert_eq!(states(&world, &owner, &ids).await?, [State::Held, State::Held, State::Queued, State::Queued]);
    let held = world.services.ledger().message(owner.company()?, ids[0]).await?.ok_or("no message")?;
    assert_eq!(held.row.reason, Some(Reason::Hold(HoldReason::ByPerson)));
    assert_eq!(act(&world, &owner, all("release", "needs_you")).await?, (2, 2));
    assert_eq!(states(&world, &owner, &ids).await?, [State::Queued; 4]);
    assert_eq!(act(&world, &owner, all("cancel", "waiting")).await?, (4, 4));
    assert_eq!(states(&world, &owner, &ids).await?, [State::Cancelled; 4]);
    let nothing = world.services.preview_bulk(&owner, &all("cancel", "")).await.err();
    assert_eq!(nothing.and_then(|error| error.problem()), Some(Problem::NotFound));
    Ok(())
}

/// Lets messages fail as a provider would report it.
async fn fail(world: &World, ids: &[MessageId], reason: i16) -> TestResult {
    for id in ids {
        let sql = format!("UPDATE messages SET state = 11, reason = {reason} WHERE id = {}", id.as_i64());
        world.execute(Box::leak(sql.into_boxed_str())).await?;
    }
    Ok(())
}

async fn the_failed_are_sent_again_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ids = messages(&world, &owner, 4).await?;
    // Phone off may pass, an invalid number does not.
    fail(&world, &ids[..2], 3).await?;
    fail(&world, &ids[2..3], 2).await?;
    world.pass(1);
    assert_eq!(act(&world, &owner, all("resend", "failed")).await?, (2, 2));
    let list = world.services.list_messages(&owner, &MessageQuery::default()).await?;
    assert_eq!(list.rows.len(), 6);
    assert_eq!(list.rows.iter().filter(|row| row.state == State::Queued).count(), 3);
    world.pass(1);
    for form in [all("resend", "failed"), ticked("resend", &ids)] {
        let nothing = world.services.preview_bulk(&owner, &form).await.err();
        assert_eq!(nothing.and_then(|error| error.problem()), Some(Problem::NotFound), "sent again already");
    }
    Ok(())
}

async fn a_repeat_that_was_taken_back_is_made_anew(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ids = messages(&world, &owner, 1).await?;
    fail(&world, &ids, 3).await?;
    world.pass(1);
    assert_eq!(act(&world, &owner, ticked("resend", &ids)).await?, (1, 1));
    world.pass(1);
    assert_eq!(act(&world, &owner, all("cancel", "waiting")).await?, (1, 1));
    world.pass(1);
    assert_eq!(act(&world, &owner, ticked("resend", &ids)).await?, (1, 1));
    let list = world.services.list_messages(&owner, &MessageQuery::default()).await?;
    let states: Vec<_> = list.rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [State::Queued, State::Cancelled, State::Failed]);
    Ok(())
}

async fn two_who_ask_at_once_send_again_once(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let price = PriceForm {
        account: AccountId::from_i64(77).to_string(),
        amount: "0,0395".to_owned(),
        ..PriceForm::default()
    };
    world.services.set_price(&owner, &price).await?;
    let ids = messages(&world, &owner, 3).await?;
    fail(&world, &ids, 3).await?;
    world.pass(1);
    let told = world.services.preview_bulk(&owner, &all("resend", "")).await?;
    let form = BulkForm { asked: told.asked.to_string(), count: told.count.to_string(), ..all("resend", "") };
    let ask = || world.services.act_on_messages(&owner, &form);
    let asked = tokio::join!(ask(), ask());
    assert!(asked.0.is_ok() || asked.1.is_ok(), "{asked:?}");
    let list = world.services.list_messages(&owner, &MessageQuery::default()).await?;
    assert_eq!(list.rows.len(), 6);
    let repeat = world.services.get_message(&owner, list.rows[0].id).await?;
    assert_eq!(repeat.cost, Some(Money::new(395, Currency::Try)), "a repeat costs what is charged now");
    Ok(())
}

async fn later_messages_are_not_meant(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    messages(&world, &owner, 2).await?;
    world.pass(1);
    let told = world.services.preview_bulk(&owner, &all("cancel", "")).await?;
    assert_eq!(told.count, 2);
    world.pass(1);
    messages(&world, &owner, 3).await?;
    let form = BulkForm { asked: told.asked.to_string(), count: told.count.to_string(), ..all("cancel", "") };
    assert_eq!(world.services.act_on_messages(&owner, &form).await?.count, 2);
    let waiting = MessageQuery { stage: "waiting".to_owned(), ..MessageQuery::default() };
    assert_eq!(world.services.list_messages(&owner, &waiting).await?.rows.len(), 3);
    Ok(())
}

async fn more_than_was_told_is_asked_again(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ids = messages(&world, &owner, 3).await?;
    fail(&world, &ids[..1], 3).await?;
    world.pass(1);
    let told = world.services.preview_bulk(&owner, &all("resend", "")).await?;
    fail(&world, &ids[1..], 3).await?;
    let form = BulkForm { asked: told.asked.to_string(), count: told.count.to_string(), ..all("resend", "") };
    let refused = world.services.act_on_messages(&owner, &form).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Conflict));
    Ok(())
}

async fn a_viewer_treats_nothing(world: World) -> TestResult {
    let owner = world.owner().await?;
    let ids = messages(&world, &owner, 1).await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let refused = world.services.preview_bulk(&viewer, &ticked("cancel", &ids)).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    let form = BulkForm { count: "1".to_owned(), ..ticked("cancel", &ids) };
    let refused = world.services.act_on_messages(&viewer, &form).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    Ok(())
}

async fn a_member_keeps_views_of_their_own(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let view = |name: &str, stage: &str| SaveViewForm {
        name: name.to_owned(),
        filter: MessageQuery { stage: stage.to_owned(), ..MessageQuery::default() },
    };
    services.save_view(&owner, &view("Ulaşmayanlar", "failed")).await?;
    services.save_view(&owner, &view("Bekleyenler", "waiting")).await?;
    services.save_view(&owner, &view("ULAŞMAYANLAR", "needs_you")).await?;
    let views = services.list_views(&owner).await?;
    let told: Vec<_> = views.iter().map(|view| (view.name.as_str(), view.filter.stage.as_str())).collect();
    assert_eq!(told, [("Bekleyenler", "waiting"), ("ULAŞMAYANLAR", "needs_you")]);
    assert!(services.list_views(&viewer).await?.is_empty());
    let refused = services.delete_view(&viewer, views[0].id).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::NotFound));
    services.delete_view(&owner, views[0].id).await?;
    assert_eq!(services.list_views(&owner).await?.len(), 1);
    for number in 1..20 {
        services.save_view(&owner, &view(&format!("Görünüm {number}"), "failed")).await?;
    }
    let refused = services.save_view(&owner, &view("Bir daha", "failed")).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::TooMany));
    services.save_view(&owner, &view("Görünüm 3", "arrived")).await?;
    Ok(())
}
