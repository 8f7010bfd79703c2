use std::collections::BTreeMap;

use domain::campaigns::{AudienceForm, CampaignState, ContentForm, LaunchForm};
use domain::companies::CompanyForm;
use domain::contacts::{
    AddressState, ConsentForm, ContactForm, ContactQuery, TagContactsForm, TimelineEvent,
};
use domain::id::{AccountId, CampaignId, ContactId};
use domain::message::{Channel, SkipReason};
use storage::ledger::{Cursor, MessageFilter, MessageRow};
use storage::provider_accounts::{self, ProviderAccount};

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    everybody_gets_it_once_and_by_name,
    refusals_and_useless_addresses_are_left_out_with_their_reasons,
    a_tag_and_a_pick_overlap_without_a_second_message,
    a_preview_shows_a_real_contact,
    a_large_audience_is_planned_beside_the_launch,
    tags_of_another_company_reach_nobody,
);

pub(crate) async fn connect(world: &World, actor: &Actor) -> TestResult {
    let now = world.services.now();
    let account = ProviderAccount {
        id: AccountId::from_i64(77),
        company: actor.company()?,
        provider: "netgsm".to_owned(),
        channel: Channel::Sms,
        name: "NetGSM".to_owned(),
        settings: BTreeMap::new(),
        secrets: BTreeMap::new(),
        descriptor_version: 1,
        version: 1,
        pause: None,
        throttled_until: None,
        callback: None,
        is_default: true,
        rate: None,
        balance: None,
        balance_failed_since: None,
        credit_until: None,
        resumed_at: None,
        sender_names: Vec::new(),
        last_test: None,
        created_at: now,
        updated_at: now,
        removed_at: None,
    };
    let work =
        world.db.write(move |tx| Box::pin(async move { Ok(provider_accounts::insert(tx, account).await?) }));
    Ok(work.await?)
}

pub(crate) async fn contact(world: &World, actor: &Actor, name: &str, phones: &str) -> TestResult<ContactId> {
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: given.to_owned(),
        family_name: family.to_owned(),
        phones: phones.to_owned(),
        ..ContactForm::default()
    };
    Ok(world.services.save_contact(actor, &form).await?)
}

async fn tag(world: &World, actor: &Actor, name: &str, contacts: &[ContactId]) -> TestResult<String> {
    let form = TagContactsForm {
        contacts: contacts.iter().map(ToString::to_string).collect(),
        name: name.to_owned(),
        ..TagContactsForm::default()
    };
    world.services.tag_contacts(actor, &form).await?;
    let found = world.services.list_tags(actor).await?.into_iter().find(|tag| tag.name == name);
    Ok(found.ok_or("no tag")?.id.to_string())
}

/// A draft with its text.
pub(crate) async fn draft(
    world: &World,
    actor: &Actor,
    audience: AudienceForm,
    class: &str,
    body: &str,
) -> TestResult<CampaignId> {
    let audience = AudienceForm { channel: "sms".to_owned(), ..audience };
    let id = world.services.save_audience(actor, audience).await?;
    let content = ContentForm {
        campaign: id.to_string(),
        class: class.to_owned(),
        body: body.to_owned(),
        ..ContentForm::default()
    };
    Ok(world.services.save_content(actor, content).await?.campaign)
}

pub(crate) async fn launch(world: &World, actor: &Actor, id: CampaignId) -> TestResult<Vec<MessageRow>> {
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(actor, form).await?;
    messages(world, actor, id).await
}

pub(crate) async fn messages(world: &World, actor: &Actor, id: CampaignId) -> TestResult<Vec<MessageRow>> {
    let filter = MessageFilter { campaign: Some(id), ..MessageFilter::default() };
    let company = actor.company()?;
    let page = world.services.ledger().list_messages(company, &filter, Cursor::Newest, 100).await?;
    Ok(page.rows)
}

pub(crate) fn everyone() -> AudienceForm {
    AudienceForm { everyone: "on".to_owned(), ..AudienceForm::default() }
}

async fn everybody_gets_it_once_and_by_name(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ayse = contact(&world, &owner, "Ayşe Işık", "0532 100 00 01").await?;
    contact(&world, &owner, "Ali Işık", "0532 100 00 01").await?;
    contact(&world, &owner, "Veli Demir", "0332 100 00 02, 0532 100 00 02").await?;
    let audience = AudienceForm { typed: "0532 100 00 01, 0532 100 00 03".to_owned(), ..everyone() };
    let id = draft(&world, &owner, audience, "informational", "Sayın {{ad_soyad|müşterimiz}}").await?;
    let review = world.services.review_campaign(&owner, id).await?;
    let left_out: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.count)).collect();
    assert_eq!((review.recipients, review.parts), (3, 3));
    assert_eq!(left_out, [(SkipReason::Duplicate, 2)], "a shared phone, and one typed once more");
    let mut sent: Vec<_> = launch(&world, &owner, id)
        .await?
        .into_iter()
        .map(|row| (row.recipient, row.text.unwrap_or_default()))
        .collect();
    sent.sort();
    let wanted = [
        ("+905321000001".to_owned(), "Sayın Ayşe Işık".to_owned()),
        ("+905321000002".to_owned(), "Sayın Veli Demir".to_owned()),
        ("+905321000003".to_owned(), "Sayın müşterimiz".to_owned()),
    ];
    assert_eq!(sent, wanted);
    let timeline = world.services.get_contact(&owner, ayse).await?.timeline;
    assert!(timeline.iter().any(|entry| matches!(entry.what, TimelineEvent::Message { .. })), "{timeline:?}");
    assert_eq!(world.services.get_campaign(&owner, id).await?.state, CampaignState::Running);
    Ok(())
}

async fn refusals_and_useless_addresses_are_left_out_with_their_reasons(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let services = &world.services;
    let good = contact(&world, &owner, "İyi", "0532 100 00 01").await?;
    let refuser = contact(&world, &owner, "Ret", "0532 100 00 02").await?;
    let wrong = contact(&world, &owner, "Yanlış", "0532 100 00 03").await?;
    contact(&world, &owner, "Sabit", "0332 100 00 04").await?;
    contact(&world, &owner, "Adressiz", "").await?;
    contact(&world, &owner, "Bilinmeyen", "0532 100 00 05").await?;
    let word = |contact: ContactId, address: String| ConsentForm {
        contact: contact.to_string(),
        address,
        note: "Form".to_owned(),
        ..ConsentForm::default()
    };
    let address = |view: domain::contacts::ContactView| view.addresses[0].id;
    let of_good = address(services.get_contact(&owner, good).await?).to_string();
    services.allow_channel(&owner, &word(good, of_good)).await?;
    let of_refuser = address(services.get_contact(&owner, refuser).await?).to_string();
    services.refuse_channel(&owner, &word(refuser, of_refuser)).await?;
    let of_wrong = address(services.get_contact(&owner, wrong).await?);
    services.set_address_state(&owner, of_wrong, AddressState::NotTheirs).await?;
    world.introduce(&owner).await?;
    let id = draft(&world, &owner, everyone(), "commercial", "İndirim").await?;
    let review = services.review_campaign(&owner, id).await?;
    let left_out: Vec<_> = review.excluded.iter().map(|row| (row.reason, row.examples.join(","))).collect();
    let wanted = [
        (SkipReason::NoConsent, "0532 100 00 05".to_owned()),
        (SkipReason::Refused, "0532 100 00 02".to_owned()),
        (SkipReason::InvalidAddress, "0332 100 00 04".to_owned()),
        (SkipReason::NoAddress, "Adressiz".to_owned()),
        (SkipReason::Unreachable, "0532 100 00 03".to_owned()),
    ];
    assert_eq!(left_out, wanted);
    let sent = launch(&world, &owner, id).await?;
    assert_eq!(sent.iter().map(|row| row.contact).collect::<Vec<_>>(), [Some(good)]);
    Ok(())
}

async fn a_tag_and_a_pick_overlap_without_a_second_message(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let mut ids = Vec::new();
    for n in 1..=4 {
        ids.push(contact(&world, &owner, &format!("Ad{n}"), &format!("0532 100 00 0{n}")).await?);
    }
    let bayi = tag(&world, &owner, "Bayi", &ids[..2]).await?;
    let kis = tag(&world, &owner, "Kış", &ids[1..3]).await?;
    let choices = world.services.audience_choices(&owner).await?;
    let counts: Vec<_> = choices.tags.iter().map(|tag| (tag.name.as_str(), tag.people)).collect();
    assert_eq!((counts, choices.everyone), (vec![("Bayi", 2), ("Kış", 2)], 4));
    let audience = AudienceForm {
        tags: format!("{bayi},{kis}"),
        contacts: format!("{},{}", ids[0], ids[3]),
        ..AudienceForm::default()
    };
    let id = draft(&world, &owner, audience, "informational", "Merhaba {{ad}}").await?;
    let mut reached: Vec<_> =
        launch(&world, &owner, id).await?.into_iter().filter_map(|row| row.contact).collect();
    reached.sort();
    assert_eq!(reached, ids);
    world.services.delete_contact(&owner, ids[1]).await?;
    let audience = AudienceForm { tags: kis, ..AudienceForm::default() };
    let id = draft(&world, &owner, audience, "informational", "Merhaba {{ad}}").await?;
    assert_eq!(world.services.review_campaign(&owner, id).await?.recipients, 1, "deleted ones get nothing");
    Ok(())
}

async fn a_preview_shows_a_real_contact(world: World) -> TestResult {
    let owner = world.owner().await?;
    let ayse = contact(&world, &owner, "Ayşe Işık", "0532 100 00 01").await?;
    contact(&world, &owner, "Ali", "0532 100 00 02").await?;
    let id = draft(&world, &owner, everyone(), "informational", "-").await?;
    let form = ContentForm {
        campaign: id.to_string(),
        body: "Sayın {{ad_soyad}}, {{sehir}}".to_owned(),
        ..ContentForm::default()
    };
    let preview = world.services.preview_campaign(&owner, form.clone(), 0).await?;
    let person = preview.person.ok_or("nobody")?;
    assert_eq!((person.contact, person.name.as_str(), person.of), (Some(ayse), "Ayşe Işık", 2));
    assert_eq!((preview.body.as_str(), preview.missing), ("Sayın Ayşe Işık, ", vec!["sehir".to_owned()]));
    let beyond = world.services.preview_campaign(&owner, form, 9).await?;
    assert_eq!(beyond.person.map(|person| person.name), Some("Ali".to_owned()));
    Ok(())
}

async fn a_large_audience_is_planned_beside_the_launch(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let company = owner.company()?;
    for piece in 0..5 {
        let by = world.services.contact_writing(company, domain::contacts::AddressSource::Import);
        let rows = (piece * 500..(piece + 1) * 500).map(incoming).collect::<Result<Vec<_>, _>>()?;
        let work = world.db.write(move |tx| {
            Box::pin(async move { storage::contacts::take_in(tx, &by, rows).await.map(drop) })
        });
        work.await?;
    }
    let id = draft(&world, &owner, everyone(), "informational", "Merhaba").await?;
    let form = LaunchForm { campaign: id.to_string(), ..LaunchForm::default() };
    world.services.launch_campaign(&owner, form).await?;
    let mut turns = 0;
    while world.services.get_campaign(&owner, id).await?.state == CampaignState::Planning && turns < 2_000 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        turns += 1;
    }
    let view = world.services.get_campaign(&owner, id).await?;
    assert_eq!((view.state, view.progress.total), (CampaignState::Running, 2_500));
    Ok(())
}

fn incoming(n: u32) -> Result<storage::contacts::IncomingContact, ServiceError> {
    let form = ContactForm {
        kind: "person".to_owned(),
        given_name: format!("Ad{n}"),
        phones: format!("0532 2{n:06}"),
        ..ContactForm::default()
    };
    let change = form.parse()?;
    Ok(storage::contacts::IncomingContact {
        card: change.card,
        addresses: change.addresses,
        tags: Vec::new(),
        says_lang: false,
        says_recipient: false,
    })
}

async fn tags_of_another_company_reach_nobody(world: World) -> TestResult {
    let owner = world.owner().await?;
    connect(&world, &owner).await?;
    let ayse = contact(&world, &owner, "Ayşe", "0532 100 00 01").await?;
    let bayi = tag(&world, &owner, "Bayi", &[ayse]).await?;
    let form = CompanyForm { name: "İkinci".to_owned() };
    let made = world.services.create_company(&owner, &form).await?;
    let other = world.actor(&made.cookie.ok_or("no cookie")?).await?;
    let audience = AudienceForm { tags: bayi, contacts: ayse.to_string(), ..AudienceForm::default() };
    let id = draft(&world, &other, audience, "informational", "Merhaba").await?;
    assert_eq!(world.services.review_campaign(&other, id).await?.recipients, 0);
    let query = ContactQuery::default();
    assert_eq!(world.services.list_contacts(&other, &query).await?.total, 0);
    Ok(())
}
