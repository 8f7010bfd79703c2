//! What a provider says for sure about an address is remembered of it.

use domain::contacts::{AddressRow, AddressState, ContactForm};
use domain::id::{AccountId, ContactId};
use domain::message::{Channel, SkipReason, State};
use domain::messages::SendMessageForm;
use storage::ledger::Reason;

use super::netgsm::{VALUES, pass, stand_in};
use super::rig::{Rig, StandIns, sink};
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_mailbox_that_does_not_exist_is_left_out_until_somebody_says_otherwise,
    a_refusal_that_may_be_about_something_else_marks_nobody,
    a_report_of_a_wrong_number_marks_it_and_one_of_a_phone_that_is_off_does_not,
    a_stand_in_marks_nobody,
    what_waits_for_an_address_that_is_closed_meanwhile_does_not_leave,
);

async fn card(rig: &Rig, phones: &str, emails: &str) -> TestResult<ContactId> {
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        phones: phones.to_owned(),
        emails: emails.to_owned(),
        ..ContactForm::default()
    };
    Ok(rig.services.save_contact(&rig.owner, &form).await?)
}

async fn address(rig: &Rig, contact: ContactId) -> TestResult<AddressRow> {
    let mut addresses = rig.services.get_contact(&rig.owner, contact).await?.addresses;
    Ok(addresses.pop().ok_or("the card has no address")?)
}

async fn mail(rig: &Rig, recipient: &str) -> TestResult<(State, Option<Reason>)> {
    let form = SendMessageForm {
        channel: "email".to_owned(),
        recipient: recipient.to_owned(),
        class: "informational".to_owned(),
        subject: "Sipariş".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    let id = rig.services.send_message(&rig.owner, &form).await?;
    rig.engine.drain().await?;
    let found = rig.ledger().message(rig.company, id).await?.ok_or("no message")?;
    Ok((found.row.state, found.row.reason))
}

async fn a_mailbox_that_does_not_exist_is_left_out_until_somebody_says_otherwise(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    rig.go_live_with(&sink).await?;
    let contact = card(&rig, "", "Unknown@ornek.com.tr").await?;
    assert_eq!(mail(&rig, "unknown@ornek.com.tr").await?.0, State::Failed);
    let marked = address(&rig, contact).await?;
    assert_eq!((marked.state, marked.state_at), (AddressState::Dead, rig.services.now()));
    assert!(marked.state_note.contains("5.1.1"), "{}", marked.state_note);
    let skipped = (State::Skipped, Some(Reason::Skip(SkipReason::InvalidAddress)));
    assert_eq!(mail(&rig, "unknown@ornek.com.tr").await?, skipped);
    rig.services.set_address_state(&rig.owner, marked.id, AddressState::Unverified).await?;
    let again = address(&rig, contact).await?;
    assert_eq!((again.state, again.state_note.as_str()), (AddressState::Unverified, ""));
    assert_eq!(mail(&rig, "unknown@ornek.com.tr").await?.0, State::Failed, "it is tried again");
    Ok(())
}

async fn a_refusal_that_may_be_about_something_else_marks_nobody(world: World) -> TestResult {
    let sink = sink().await?;
    let rig = Rig::new(world, StandIns::smtp(&sink)).await?;
    rig.go_live_with(&sink).await?;
    for name in ["policy", "spam", "full", "tempfail"] {
        let recipient = format!("{name}@ornek.com.tr");
        let contact = card(&rig, "", &recipient).await?;
        mail(&rig, &recipient).await?;
        assert_eq!(address(&rig, contact).await?.state, AddressState::Unverified, "{name}");
    }
    Ok(())
}

async fn netgsm(world: World, is_live: bool) -> TestResult<(Rig, sandbox::netgsm::NetgsmStandIn, AccountId)> {
    let netgsm = stand_in(&world).await?;
    let stand_ins = StandIns::default().with("netgsm", netgsm.base_url(), netgsm.addr());
    let rig = Rig::new(world, if is_live { stand_ins.in_the_real_world() } else { stand_ins }).await?;
    let account = rig.connect("netgsm", VALUES).await?;
    if is_live {
        rig.world.execute("UPDATE companies SET mode = 2").await?;
    }
    Ok((rig, netgsm, account))
}

async fn a_report_of_a_wrong_number_marks_it_and_one_of_a_phone_that_is_off_does_not(
    world: World,
) -> TestResult {
    let (rig, netgsm, account) = netgsm(world, true).await?;
    let wrong = card(&rig, "0532 123 00 00", "").await?;
    let off = card(&rig, "0532 123 00 01", "").await?;
    let messages = ["+905321230000", "+905321230001"].map(|to| rig.message(account, Channel::Sms, to));
    let ids = rig.plan(messages.to_vec()).await?;
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 3_600);
    rig.engine.look_after().await?;
    assert_eq!(rig.states(&ids).await?, [State::Failed, State::Expired]);
    assert_eq!(address(&rig, wrong).await?.state, AddressState::Dead);
    assert_eq!(address(&rig, off).await?.state, AddressState::Unverified);
    Ok(())
}

async fn a_stand_in_marks_nobody(world: World) -> TestResult {
    let (rig, netgsm, account) = netgsm(world, false).await?;
    let contact = card(&rig, "0532 123 00 00", "").await?;
    let id = rig.plan(vec![rig.message(account, Channel::Sms, "+905321230000")]).await?[0];
    rig.engine.drain().await?;
    pass(&rig, &netgsm, 61);
    rig.engine.look_after().await?;
    assert_eq!(rig.state(id).await?, State::Failed);
    assert_eq!(address(&rig, contact).await?.state, AddressState::Unverified);
    Ok(())
}

async fn what_waits_for_an_address_that_is_closed_meanwhile_does_not_leave(world: World) -> TestResult {
    let (rig, _netgsm, account) = netgsm(world, false).await?;
    card(&rig, "0532 123 45 67", "").await?;
    let messages = ["+905321234567", "+905321234568"].map(|to| rig.message(account, Channel::Sms, to));
    let ids = rig.plan(messages.to_vec()).await?;
    // As by a campaign that read the address before.
    let now = rig.services.now().micros();
    rig.world.execute(format!("UPDATE addresses SET state = 3, state_at = {now}")).await?;
    rig.engine.drain().await?;
    assert_eq!(rig.states(&ids).await?, [State::Skipped, State::Accepted]);
    let found = rig.ledger().message(rig.company, ids[0]).await?.ok_or("no message")?;
    assert_eq!(found.row.reason, Some(Reason::Skip(SkipReason::Unreachable)));
    Ok(())
}
