use domain::companies::CompanyProfileForm;
use domain::contacts::{AddressState, ContactForm, ContactQuery, ContactView, TimelineEvent};
use domain::failure::Problem;
use domain::id::{ContactId, MessageId};
use domain::lang::Lang;
use domain::message::{Channel, Class, SkipReason, State};
use domain::messages::{Consent, ConsentSource, ConsentStatus, Period, RecipientKind, SendMessageForm};
use domain::refusals::{RefusalForm, RefusalView, ReportStanding};
use storage::consents::{self, StoredConsent};
use storage::ledger::{MessageView, Reason};

use crate::actor::Actor;
use crate::testing::{TestResult, World, elsewhere, here, on_both_databases};

on_both_databases!(
    a_commercial_message_says_who_writes_and_how_to_refuse,
    an_informational_message_carries_nothing,
    a_company_that_does_not_say_who_it_is_sends_nothing_commercial,
    looking_refuses_nothing,
    a_refusal_empties_the_queues_at_once,
    a_refusal_of_all_channels_reaches_the_other_one,
    taking_it_back_restores_what_was_said_before,
    a_refusal_of_somebody_who_never_agreed_is_taken_back_to_nothing,
    a_link_is_found_by_no_guessing,
    each_address_and_company_has_a_link_of_its_own,
    a_number_that_is_not_theirs_gets_nothing_of_any_kind,
    a_slip_is_taken_back_to_what_was_known_before,
    a_number_on_no_card_is_remembered,
    what_a_member_says_later_stands,
);

pub(super) const NUMBER: &str = "+905321234567";

fn profile() -> CompanyProfileForm {
    CompanyProfileForm {
        name: "Karaca Lastik".to_owned(),
        kind: "merchant".to_owned(),
        trade_name: "Karaca Lastik A.Ş.".to_owned(),
        mersis: "0123456789000015".to_owned(),
        address: "Konya".to_owned(),
        ..CompanyProfileForm::default()
    }
}

pub(super) async fn say(world: &World, owner: &Actor, channel: Channel, address: &str) -> TestResult {
    let word = StoredConsent {
        id: world.services.ids().next_id(),
        company: owner.company()?,
        channel,
        class: Class::Commercial,
        address: address.to_owned(),
        consent: Consent { kind: RecipientKind::Individual, status: ConsentStatus::Given },
        source: ConsentSource::Member,
        at: world.services.now(),
        proof: None,
    };
    let work = world.db.write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) }));
    Ok(work.await?)
}

pub(super) async fn status(
    world: &World,
    owner: &Actor,
    channel: Channel,
) -> TestResult<Option<ConsentStatus>> {
    let asked = [NUMBER.to_owned()];
    let said =
        consents::of_addresses(world.db.read(), owner.company()?, channel, Class::Commercial, &asked).await?;
    Ok(said.get(NUMBER).map(|word| word.status))
}

pub(super) async fn ready(world: &World) -> TestResult<Actor> {
    let owner = world.owner().await?;
    world.services.update_company_profile(&owner, &profile()).await?;
    Ok(owner)
}

pub(super) async fn send(world: &World, owner: &Actor, class: &str, key: &str) -> TestResult<MessageView> {
    send_as(world, owner, (class, ""), key).await
}

pub(super) async fn send_as(
    world: &World,
    owner: &Actor,
    (class, purpose): (&str, &str),
    key: &str,
) -> TestResult<MessageView> {
    let form = SendMessageForm {
        purpose: purpose.to_owned(),
        channel: "sms".to_owned(),
        recipient: NUMBER.to_owned(),
        class: class.to_owned(),
        text: "Kışlık lastikte indirim".to_owned(),
        key: key.to_owned(),
        informs_only: "on".to_owned(),
        ..SendMessageForm::default()
    };
    let id = world.services.send_message(owner, &form).await?;
    look(world, owner, id).await
}

pub(super) async fn look(world: &World, owner: &Actor, id: MessageId) -> TestResult<MessageView> {
    let found = world.services.ledger().message(owner.company()?, id).await?;
    Ok(found.ok_or("no message")?)
}

pub(super) fn token(message: &MessageView) -> String {
    let text = message.body.text.clone().unwrap_or_default();
    text.rsplit("/r/").next().unwrap_or_default().to_owned()
}

async fn act(world: &World, token: &str, act: &str, scope: &str) -> TestResult {
    let form = RefusalForm { act: act.to_owned(), scope: scope.to_owned(), ..RefusalForm::default() };
    Ok(world.services.act_on_refusal(token, &form, Lang::Tr, &here()).await?)
}

async fn view(world: &World, token: &str) -> TestResult<RefusalView> {
    Ok(world.services.view_refusal(token, &here()).await?)
}

async fn a_commercial_message_says_who_writes_and_how_to_refuse(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let message = send(&world, &owner, "commercial", "bir").await?;
    let footer = format!(
        "\nKaraca Lastik A.Ş. Mersis:0123456789000015 Ret:https://mesaj.example/r/{}",
        token(&message)
    );
    assert_eq!(message.body.text, Some(format!("Kışlık lastikte indirim{footer}")));
    let shown = world.services.footer_view(owner.company()?, Channel::Sms).await?;
    assert_eq!(shown.text.chars().count() + 1, footer.chars().count(), "the counter counts the same");
    Ok(())
}

async fn an_informational_message_carries_nothing(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let message = send(&world, &owner, "informational", "bir").await?;
    assert_eq!(message.body.text.as_deref(), Some("Kışlık lastikte indirim"));
    Ok(())
}

async fn a_company_that_does_not_say_who_it_is_sends_nothing_commercial(world: World) -> TestResult {
    let owner = world.owner().await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: NUMBER.to_owned(),
        class: "commercial".to_owned(),
        text: "indirim".to_owned(),
        ..SendMessageForm::default()
    };
    let refused = world.services.send_message(&owner, &form).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::ProfileIncomplete));
    Ok(())
}

async fn looking_refuses_nothing(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let message = send(&world, &owner, "commercial", "bir").await?;
    let seen = view(&world, &token(&message)).await?;
    assert_eq!((seen.company.as_str(), seen.address.as_str()), ("Karaca Lastik A.Ş.", "+90 532 *** ** 67"));
    assert!(!seen.is_refused() && !seen.can_undo);
    assert_eq!(status(&world, &owner, Channel::Sms).await?, Some(ConsentStatus::Given));
    assert_eq!(look(&world, &owner, message.row.id).await?.row.state, State::Held, "it still waits");
    Ok(())
}

async fn a_refusal_empties_the_queues_at_once(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let waiting = send(&world, &owner, "commercial", "bir").await?;
    let notice = send(&world, &owner, "informational", "iki").await?;
    let token = token(&waiting);
    act(&world, &token, "refuse", "channel").await?;
    let ended = look(&world, &owner, waiting.row.id).await?;
    assert_eq!(ended.row.state, State::Skipped);
    assert_eq!(ended.row.reason, Some(Reason::Skip(SkipReason::Refused)));
    assert_eq!(look(&world, &owner, notice.row.id).await?.row.state, State::Held, "a notice is not refused");
    let later = send(&world, &owner, "commercial", "üç").await?;
    assert_eq!(later.row.reason, Some(Reason::Skip(SkipReason::Refused)));
    let seen = view(&world, &token).await?;
    assert!(seen.is_refused() && seen.can_undo && seen.has_more_to_refuse());
    Ok(())
}

async fn a_refusal_of_all_channels_reaches_the_other_one(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    say(&world, &owner, Channel::Whatsapp, NUMBER).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    act(&world, &token, "refuse", "all").await?;
    for channel in [Channel::Sms, Channel::Whatsapp] {
        assert_eq!(status(&world, &owner, channel).await?, Some(ConsentStatus::Refused), "{channel}");
    }
    assert!(!view(&world, &token).await?.has_more_to_refuse());
    Ok(())
}

async fn taking_it_back_restores_what_was_said_before(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    for _ in 0..2 {
        world.pass(1);
        act(&world, &token, "refuse", "channel").await?;
    }
    world.pass(1);
    act(&world, &token, "undo", "channel").await?;
    assert_eq!(status(&world, &owner, Channel::Sms).await?, Some(ConsentStatus::Given));
    assert!(!view(&world, &token).await?.can_undo, "nothing is left to take back");
    Ok(())
}

async fn a_refusal_of_somebody_who_never_agreed_is_taken_back_to_nothing(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    act(&world, &token, "refuse", "channel").await?;
    assert_eq!(status(&world, &owner, Channel::Sms).await?, Some(ConsentStatus::Refused));
    world.pass(1);
    act(&world, &token, "undo", "channel").await?;
    assert_eq!(status(&world, &owner, Channel::Sms).await?, None, "an undo is no consent");
    Ok(())
}

async fn a_link_is_found_by_no_guessing(world: World) -> TestResult {
    let owner = ready(&world).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let right = token(&send(&world, &owner, "commercial", "bir").await?);
    let look = async |text: &str| {
        let seen = world.services.view_refusal(text, &elsewhere(9)).await;
        seen.err().and_then(|error| error.problem())
    };
    for number in 0..20 {
        assert_eq!(
            look(&format!("1111111111{}", (b'A' + number % 8) as char)).await,
            Some(Problem::NotFound)
        );
    }
    assert_eq!(look("").await, Some(Problem::TooManyTries));
    assert_eq!(look("11111111111").await, Some(Problem::TooManyTries));
    assert_eq!(look(&right).await, None, "a right link works whatever was tried before");
    Ok(())
}

async fn each_address_and_company_has_a_link_of_its_own(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let token = |company, channel, key| world.services.refusal_token(company, channel, key);
    let company = owner.company()?;
    let base = token(company, Channel::Sms, NUMBER);
    assert_eq!(base, token(company, Channel::Sms, NUMBER), "the same link in every message");
    let other = domain::id::CompanyId::from_i64(7);
    for different in [
        token(company, Channel::Whatsapp, NUMBER),
        token(company, Channel::Sms, "+905321234568"),
        token(other, Channel::Sms, NUMBER),
    ] {
        assert_ne!(base, different);
    }
    assert!(!base.contains("532"), "nothing of the number stands in it");
    Ok(())
}

pub(super) async fn card(world: &World, owner: &Actor) -> TestResult<ContactId> {
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: NUMBER.to_owned(),
        ..ContactForm::default()
    };
    Ok(world.services.save_contact(owner, &form).await?)
}

/// Times at which the card's story tells that its address is somebody else's.
fn told(contact: &ContactView) -> usize {
    let is_report = |what: &TimelineEvent| matches!(what, TimelineEvent::NotTheirs { shown } if shown == "0532 123 45 67");
    contact.timeline.iter().filter(|entry| is_report(&entry.what)).count()
}

/// Whose addresses the dashboard asks somebody to look at.
async fn waiting(world: &World, owner: &Actor) -> TestResult<Vec<ContactId>> {
    let query = ContactQuery { has: "reported".to_owned(), ..ContactQuery::default() };
    let found = world.services.list_contacts(owner, &query).await?;
    let ids: Vec<_> = found.rows.into_iter().map(|row| row.id).collect();
    let told = world.services.overview(owner, Period::Week).await?.has_reported;
    assert_eq!(told, !ids.is_empty(), "the dashboard leads to those it tells of");
    Ok(ids)
}

async fn a_number_that_is_not_theirs_gets_nothing_of_any_kind(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ayse = card(&world, &owner).await?;
    say(&world, &owner, Channel::Sms, NUMBER).await?;
    let offer = send(&world, &owner, "commercial", "bir").await?;
    let notice = send(&world, &owner, "informational", "iki").await?;
    let token = token(&offer);
    assert_eq!(view(&world, &token).await?.report, ReportStanding::Open);
    for _ in 0..2 {
        world.pass(1);
        act(&world, &token, "not_mine", "").await?;
    }
    let lost = Some(Reason::Skip(SkipReason::Unreachable));
    for id in [offer.row.id, notice.row.id] {
        let ended = look(&world, &owner, id).await?.row;
        assert_eq!((ended.state, ended.reason), (State::Skipped, lost));
    }
    for class in ["commercial", "informational"] {
        assert_eq!(send(&world, &owner, class, class).await?.row.reason, lost, "{class}");
    }
    assert_eq!(view(&world, &token).await?.report, ReportStanding::Reported);
    let contact = world.services.get_contact(&owner, ayse).await?;
    let address = contact.addresses.first().ok_or("no address")?;
    assert_eq!((address.state, address.reported), (AddressState::NotTheirs, true));
    assert_eq!(told(&contact), 1, "said twice, told once");
    assert_eq!(waiting(&world, &owner).await?, [ayse]);
    Ok(())
}

async fn a_slip_is_taken_back_to_what_was_known_before(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ayse = card(&world, &owner).await?;
    let known = world.services.get_contact(&owner, ayse).await?.addresses[0].id;
    world.services.set_address_state(&owner, known, AddressState::Verified).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    act(&world, &token, "not_mine", "").await?;
    world.pass(1);
    act(&world, &token, "mine", "").await?;
    assert_eq!(view(&world, &token).await?.report, ReportStanding::Open);
    let contact = world.services.get_contact(&owner, ayse).await?;
    assert_eq!((contact.addresses[0].state, told(&contact)), (AddressState::Verified, 0));
    assert!(waiting(&world, &owner).await?.is_empty());
    assert_eq!(send(&world, &owner, "informational", "iki").await?.row.state, State::Held, "it waits again");
    Ok(())
}

async fn a_number_on_no_card_is_remembered(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    act(&world, &token, "not_mine", "").await?;
    let later = send(&world, &owner, "informational", "iki").await?.row;
    assert_eq!(later.reason, Some(Reason::Skip(SkipReason::Unreachable)));
    let ayse = card(&world, &owner).await?;
    let contact = world.services.get_contact(&owner, ayse).await?;
    assert!(contact.addresses[0].reported, "a card does not make it theirs");
    Ok(())
}

async fn what_a_member_says_later_stands(world: World) -> TestResult {
    let owner = ready(&world).await?;
    let ayse = card(&world, &owner).await?;
    let token = token(&send(&world, &owner, "commercial", "bir").await?);
    act(&world, &token, "not_mine", "").await?;
    world.pass(1);
    let known = world.services.get_contact(&owner, ayse).await?.addresses[0].id;
    for state in [AddressState::Closed, AddressState::NotTheirs] {
        world.services.set_address_state(&owner, known, state).await?;
        assert_eq!(view(&world, &token).await?.report, ReportStanding::Open);
        act(&world, &token, "mine", "").await?;
        let contact = world.services.get_contact(&owner, ayse).await?;
        assert_eq!((contact.addresses[0].state, contact.addresses[0].reported), (state, false));
        assert_eq!(told(&contact), 1, "that it was said stays in the story");
        assert!(waiting(&world, &owner).await?.is_empty(), "somebody has looked at it");
    }
    Ok(())
}
