//! What a message's reader chooses to get, class by class and channel by channel.

use domain::contacts::{ConsentForm, ContactView, TimelineEvent};
use domain::failure::Problem;
use domain::lang::Lang;
use domain::message::{Channel, Class, SkipReason, State};
use domain::messages::ConsentStatus;
use domain::refusals::{PreferenceStanding, PreferencesForm};
use sea_orm::{ConnectionTrait, Statement};
use storage::ledger::Reason;

use super::tests::{NUMBER, card, look, ready, say, send, send_as, status, token};
use crate::testing::{TestResult, World, here, on_both_databases};

on_both_databases!(
    notices_are_refused_channel_by_channel_and_a_code_still_comes,
    what_is_ticked_again_comes_again,
    a_consent_is_refused_and_restored_and_never_made_by_a_tick,
    what_somebody_else_refused_is_not_undone_by_a_tick,
    a_consent_that_is_proved_ends_a_refusal_of_notices,
    the_page_is_part_of_the_proof,
);

/// Posts the page with these boxes ticked.
async fn choose(world: &World, token: &str, ticked: &[(&str, &str)]) -> TestResult {
    let saved = [("act", "save")];
    let fields = saved.iter().chain(ticked).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Ok(world.services.save_preferences(token, &PreferencesForm::new(fields), Lang::En, &here()).await?)
}

/// What the page shows of SMS and WhatsApp: notices first, then offers.
async fn standings(world: &World, token: &str) -> TestResult<Vec<PreferenceStanding>> {
    let seen = world.services.view_preferences(token, &here()).await?;
    let order: Vec<_> = seen.rows.iter().map(|row| (row.class, row.channel)).collect();
    let of = |class| [(class, Channel::Sms), (class, Channel::Whatsapp)];
    assert_eq!(order, [of(Class::Informational), of(Class::Commercial)].concat());
    Ok(seen.rows.iter().map(|row| row.standing).collect())
}

const REFUSED: Option<Reason> = Some(Reason::Skip(SkipReason::Refused));

async fn notices_are_refused_channel_by_channel_and_a_code_still_comes(world: World) -> TestResult {
    use PreferenceStanding::{Gets, NeverAgreed, RefusedHere};
    let owner = ready(&world).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    let notice = send(&world, &owner, "informational", "iki").await?;
    let code = send_as(&world, &owner, ("informational", "code"), "üç").await?;
    assert_eq!(standings(&world, &token).await?, [Gets, Gets, NeverAgreed, NeverAgreed]);
    choose(&world, &token, &[("informational", "whatsapp")]).await?;
    assert_eq!(standings(&world, &token).await?, [RefusedHere, Gets, NeverAgreed, NeverAgreed]);
    let ended = look(&world, &owner, notice.row.id).await?.row;
    assert_eq!((ended.state, ended.reason), (State::Skipped, REFUSED));
    assert_eq!(look(&world, &owner, code.row.id).await?.row.state, State::Held, "it was asked for");
    assert_eq!(send(&world, &owner, "informational", "dört").await?.row.reason, REFUSED);
    let later = send_as(&world, &owner, ("informational", "code"), "beş").await?;
    assert_eq!(later.row.state, State::Held);
    assert_eq!(status(&world, &owner, Channel::Sms).await?, None, "nothing is said of offers");
    Ok(())
}

async fn what_is_ticked_again_comes_again(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    choose(&world, &token, &[]).await?;
    assert_eq!(send(&world, &owner, "informational", "iki").await?.row.reason, REFUSED);
    world.pass(1);
    choose(&world, &token, &[("informational", "sms"), ("informational", "whatsapp")]).await?;
    assert_eq!(standings(&world, &token).await?[..2], [PreferenceStanding::Gets; 2]);
    assert_eq!(send(&world, &owner, "informational", "üç").await?.row.state, State::Held);
    Ok(())
}

async fn a_consent_is_refused_and_restored_and_never_made_by_a_tick(world: World) -> TestResult {
    use PreferenceStanding::{Gets, NeverAgreed, RefusedHere};
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let waiting = send(&world, &owner, "commercial", "bir").await?;
    let token = token(&waiting);
    let notices = [("informational", "sms"), ("informational", "whatsapp")];
    world.pass(1);
    choose(&world, &token, &notices).await?;
    assert_eq!(standings(&world, &token).await?, [Gets, Gets, RefusedHere, NeverAgreed]);
    assert_eq!(look(&world, &owner, waiting.row.id).await?.row.reason, REFUSED);
    world.pass(1);
    let all = [&notices[..], &[("commercial", "sms"), ("commercial", "whatsapp")]].concat();
    choose(&world, &token, &all).await?;
    assert_eq!(standings(&world, &token).await?, [Gets, Gets, Gets, NeverAgreed]);
    assert_eq!(status(&world, &owner, Channel::Sms).await?, Some(ConsentStatus::Given));
    assert_eq!(status(&world, &owner, Channel::Whatsapp).await?, None);
    Ok(())
}

async fn what_somebody_else_refused_is_not_undone_by_a_tick(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ayse = card(&world, &owner).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    let address = world.services.get_contact(&owner, ayse).await?.addresses[0].id;
    let form = ConsentForm {
        contact: ayse.to_string(),
        address: address.to_string(),
        channel: "sms".to_owned(),
        note: String::new(),
    };
    world.services.refuse_channel(&owner, &form).await?;
    world.pass(1);
    choose(&world, &token, &[("commercial", "sms"), ("informational", "sms")]).await?;
    assert_eq!(standings(&world, &token).await?[2], PreferenceStanding::Refused);
    assert_eq!(status(&world, &owner, Channel::Sms).await?, Some(ConsentStatus::Refused));
    Ok(())
}

async fn a_consent_that_is_proved_ends_a_refusal_of_notices(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ayse = card(&world, &owner).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    choose(&world, &token, &[]).await?;
    let shown = world.services.get_contact(&owner, ayse).await?;
    assert_eq!(shown.addresses[0].notices_refused, [Channel::Sms, Channel::Whatsapp]);
    assert!(shown.addresses[0].refused.is_empty(), "offers were never agreed to");
    let told = |contact: &ContactView| {
        let is_one = |what: &TimelineEvent| matches!(what, TimelineEvent::NoticesRefused { .. });
        contact.timeline.iter().filter(|entry| is_one(&entry.what)).count()
    };
    assert_eq!(told(&shown), 2);
    let form = ConsentForm {
        contact: ayse.to_string(),
        address: shown.addresses[0].id.to_string(),
        channel: "sms".to_owned(),
        note: "İmzalı form, 24.11.2026".to_owned(),
    };
    world.pass(1);
    world.services.allow_channel(&owner, &form).await?;
    let shown = world.services.get_contact(&owner, ayse).await?;
    assert_eq!(shown.addresses[0].notices_refused, [Channel::Whatsapp]);
    assert_eq!(send(&world, &owner, "informational", "iki").await?.row.state, State::Held);
    Ok(())
}

async fn the_page_is_part_of_the_proof(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    choose(&world, &token, &[("informational", "whatsapp")]).await?;
    let read = world.db.read();
    let sql = "SELECT proof FROM consent_events ORDER BY id";
    let rows = read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await?;
    let proofs: Vec<String> = rows.iter().map(|row| row.try_get("", "proof")).collect::<Result<_, _>>()?;
    assert_eq!(proofs, ["preferences page 1 (en), link in sms: refuse informational"]);
    let nothing = PreferencesForm::default();
    let refused = world.services.save_preferences(&token, &nothing, Lang::Tr, &here()).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Malformed));
    Ok(())
}
