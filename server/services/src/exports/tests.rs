use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use domain::accounts::AccessKind;
use domain::campaigns::{AudienceForm, ContentForm, LaunchForm, LeftOutQuery};
use domain::contacts::{ContactForm, ContactQuery};
use domain::exports::{ExportFormat, ExportOrder};
use domain::failure::Problem;
use domain::id::CampaignId;
use domain::message::{Channel, Class, SkipReason};
use domain::messages::{Consent, ConsentSource, ConsentStatus, MessageQuery, RecipientKind, SendMessageForm};
use domain::rights::{Right, Rights, Role};
use futures::StreamExt;
use serde_json::{Value, json};
use storage::audit::oldest_first;
use storage::consents::{self, StoredConsent};

use super::{Cell, ContactRecord, ExportedFile, Layout, MessageRecord, PersonRecord};
use crate::actor::Actor;
use crate::campaigns::tests::connect;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_file_holds_all_pages_of_the_list_and_is_noted,
    texts_and_costs_are_only_for_those_who_may_see_them,
    nobody_takes_a_list_out_without_the_right,
    a_workbook_holds_what_the_list_holds,
    the_people_of_a_campaign_come_with_those_left_out,
    contacts_come_with_all_their_addresses,
    no_more_lists_are_written_than_there_is_room_for,
    a_reader_who_leaves_is_noted,
);

/// Messages as recipient, state, text and cost.
struct Messages;

impl Layout for Messages {
    type Row = MessageRecord;

    fn title(&self) -> String {
        "Mesajlar".to_owned()
    }

    fn heads(&self) -> Vec<String> {
        ["Alıcı", "Durum", "Metin", "Tutar"].map(ToOwned::to_owned).to_vec()
    }

    fn cells(&self, row: &MessageRecord) -> Vec<Cell> {
        let text = row.said.as_ref().map(|(_, text)| text.clone());
        let cost = row.cost.map_or(Cell::Empty, Cell::Amount);
        vec![Cell::text(&row.recipient), Cell::text(row.state.word()), Cell::maybe(text), cost]
    }
}

/// People as address and what became of them.
struct People;

impl Layout for People {
    type Row = PersonRecord;

    fn title(&self) -> String {
        "Kişiler".to_owned()
    }

    fn heads(&self) -> Vec<String> {
        ["Ad", "Adres", "Durum", "Neden"].map(ToOwned::to_owned).to_vec()
    }

    fn cells(&self, row: &PersonRecord) -> Vec<Cell> {
        let state = row.state.map_or("left out", |state| state.word());
        let reason = row.reason.map(|reason| format!("{reason:?}"));
        vec![Cell::maybe(row.name.clone()), Cell::text(&row.address), Cell::text(state), Cell::maybe(reason)]
    }
}

struct Contacts;

impl Layout for Contacts {
    type Row = ContactRecord;

    fn title(&self) -> String {
        "Kişiler".to_owned()
    }

    fn heads(&self) -> Vec<String> {
        ["Ad", "Adresler", "Ret", "Bildirim"].map(ToOwned::to_owned).to_vec()
    }

    fn cells(&self, row: &ContactRecord) -> Vec<Cell> {
        let addresses: Vec<_> = row.addresses.iter().map(|(address, _)| address.shown()).collect();
        let refused = [&row.refused, &row.notices_refused];
        let refused =
            refused.map(|channels| Cell::text(channels.iter().map(|one| one.word()).collect::<String>()));
        [Cell::text(row.card.name()), Cell::text(addresses.join(", "))].into_iter().chain(refused).collect()
    }
}

fn order(format: ExportFormat) -> ExportOrder {
    ExportOrder { format, reason: "mutabakat".to_owned() }
}

async fn bytes(file: ExportedFile) -> TestResult<Vec<u8>> {
    let mut whole = Vec::new();
    let mut pieces = std::pin::pin!(file.into_stream());
    while let Some(piece) = pieces.next().await {
        whole.extend_from_slice(&piece?);
    }
    Ok(whole)
}

/// The lines of a file without that of the columns' names.
async fn lines(file: ExportedFile) -> TestResult<Vec<String>> {
    let text = String::from_utf8(bytes(file).await?)?;
    Ok(text.lines().skip(1).map(ToOwned::to_owned).collect())
}

async fn send(world: &World, owner: &Actor, number: u32, text: &str) -> TestResult {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: format!("0532 100 {:02} {:02}", number / 100, number % 100),
        class: "informational".to_owned(),
        text: text.to_owned(),
        ..SendMessageForm::default()
    };
    world.services.send_message(owner, &form).await?;
    Ok(())
}

/// The audit log's actions on exports with their details, once the last has come to its end.
async fn noted(world: &World, owner: &Actor, ends: usize) -> TestResult<Vec<(String, Value)>> {
    for _ in 0..1_000 {
        let rows = oldest_first(world.services.db().read(), Some(owner.company()?), 0, 1_000).await?;
        let exports = rows.into_iter().filter(|row| row.action.starts_with("export."));
        let exports: Vec<_> = exports
            .map(|row| {
                (row.action, serde_json::from_str(&row.details.unwrap_or_default()).unwrap_or_default())
            })
            .collect();
        if exports.iter().filter(|(action, _)| action == "export.ended").count() >= ends {
            return Ok(exports);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    Err("no export ended".into())
}

async fn a_file_holds_all_pages_of_the_list_and_is_noted(world: World) -> TestResult {
    let owner = world.owner().await?;
    for number in 0..12 {
        send(&world, &owner, number, if number == 3 { "=1+1" } else { "Siparişiniz hazır" }).await?;
    }
    let held = MessageQuery { stage: "needs_you".to_owned(), ..MessageQuery::default() };
    let csv = order(ExportFormat::Csv);
    let file = world.services.export_messages(&owner, &held, csv.clone(), Messages).await?;
    assert_eq!(file.name, "Mesajlar 2026-11-18.csv");
    let whole = lines(file).await?;
    assert_eq!(whole.len(), 12);
    assert_eq!(whole[0], "'+905321000011;held;Siparişiniz hazır;", "the newest comes first");
    assert_eq!(whole[8], "'+905321000003;held;'=1+1;", "no text becomes a formula");
    let failed = MessageQuery { stage: "failed".to_owned(), ..MessageQuery::default() };
    let file = world.services.export_messages(&owner, &failed, csv, Messages).await?;
    assert!(lines(file).await?.is_empty());
    let log = noted(&world, &owner, 2).await?;
    assert_eq!(log[0].0, "export.messages");
    assert_eq!(log[0].1["filter"]["stage"], json!("needs_you"));
    assert_eq!((&log[0].1["format"], &log[0].1["reason"]), (&json!("csv"), &json!("mutabakat")));
    let ends: Vec<_> = log.iter().filter(|(action, _)| action == "export.ended").collect();
    assert_eq!(ends[0].1, json!({ "rows": 12, "whole": true }));
    assert_eq!(ends[1].1, json!({ "rows": 0, "whole": true }));
    let access = world.services.list_access(&owner).await?;
    assert_eq!(access.iter().filter(|line| line.kind == AccessKind::Exported).count(), 2);
    Ok(())
}

/// The same person with other rights.
pub(super) async fn with_rights(
    world: &World,
    owner: &Actor,
    name: &str,
    rights: Rights,
) -> TestResult<Actor> {
    let member = world.member(owner, name, Role::Viewer).await?;
    let bits = rights.bits();
    let membership = member.seat().ok_or("no seat")?.membership.as_i64();
    let sql = format!("UPDATE memberships SET rights = {bits} WHERE id = {membership}");
    world.execute(Box::leak(sql.into_boxed_str())).await?;
    let signed_in = world.sign_in(name, crate::testing::PASSWORD, &crate::testing::here()).await?;
    world.actor(&signed_in.cookie).await
}

async fn texts_and_costs_are_only_for_those_who_may_see_them(world: World) -> TestResult {
    let owner = world.owner().await?;
    send(&world, &owner, 1, "Gizli").await?;
    world.execute("UPDATE messages SET cost = 395, cost_currency = 'TRY'").await?;
    let csv = order(ExportFormat::Csv);
    let all = MessageQuery::default();
    let file = world.services.export_messages(&owner, &all, csv.clone(), Messages).await?;
    assert_eq!(lines(file).await?, ["'+905321000001;held;Gizli;0,0395"]);
    let rights = Rights::NONE.with(Right::SeeMessages).with(Right::Export);
    let clerk = with_rights(&world, &owner, "mehmet", rights).await?;
    let file = world.services.export_messages(&clerk, &all, csv, Messages).await?;
    assert_eq!(lines(file).await?, ["'+905321000001;held;;"]);
    Ok(())
}

async fn nobody_takes_a_list_out_without_the_right(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let (csv, campaign) = (|| order(ExportFormat::Csv), CampaignId::from_i64(1));
    let refused = [
        services.export_messages(&viewer, &MessageQuery::default(), csv(), Messages).await.err(),
        services.export_people(&viewer, campaign, csv(), People).await.err(),
        services.export_contacts(&viewer, &ContactQuery::default(), csv(), Contacts).await.err(),
    ];
    for refused in refused {
        assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    }
    let blind = with_rights(&world, &owner, "ali", Rights::NONE.with(Right::Export)).await?;
    let refused = services.export_messages(&blind, &MessageQuery::default(), csv(), Messages).await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    assert!(noted(&world, &owner, 0).await?.is_empty(), "nothing was taken out");
    let missing = services.export_people(&owner, campaign, csv(), People).await.err();
    assert_eq!(missing.and_then(|error| error.problem()), Some(Problem::NotFound));
    Ok(())
}

async fn a_workbook_holds_what_the_list_holds(world: World) -> TestResult {
    let owner = world.owner().await?;
    for number in 0..3 {
        send(&world, &owner, number, "=1+1").await?;
    }
    let (all, xlsx) = (MessageQuery::default(), order(ExportFormat::Xlsx));
    let file = world.services.export_messages(&owner, &all, xlsx, Messages).await?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes(file).await?))?;
    let range = book.worksheet_range("Mesajlar")?;
    assert_eq!(range.height(), 4);
    assert_eq!(range.get((0, 0)), Some(&Data::String("Alıcı".to_owned())));
    assert_eq!(range.get((1, 2)), Some(&Data::String("=1+1".to_owned())));
    assert!(book.worksheet_formula("Mesajlar")?.is_empty());
    let log = noted(&world, &owner, 1).await?;
    assert_eq!(log.last().map(|(_, details)| details), Some(&json!({ "rows": 3, "whole": true })));
    Ok(())
}

/// A launched campaign to two people, one of whom has no phone, and the same number typed twice.
async fn campaign(world: &World, owner: &Actor) -> TestResult<CampaignId> {
    connect(world, owner).await?;
    for (name, phone) in [("Ayşe", "0532 100 00 01"), ("Numarasız", "")] {
        let (given_name, phones) = (name.to_owned(), phone.to_owned());
        let card = ContactForm { kind: "person".to_owned(), given_name, phones, ..ContactForm::default() };
        world.services.save_contact(owner, &card).await?;
    }
    let audience = AudienceForm {
        channel: "sms".to_owned(),
        everyone: "on".to_owned(),
        typed: "0532 100 00 01".to_owned(),
        ..AudienceForm::default()
    };
    let id = world.services.save_audience(owner, audience).await?;
    let content = ContentForm {
        campaign: id.to_string(),
        class: "informational".to_owned(),
        body: "Merhaba".to_owned(),
        ..ContentForm::default()
    };
    world.services.save_content(owner, content).await?;
    let form = LaunchForm { campaign: id.to_string(), people: "1".to_owned(), ..LaunchForm::default() };
    world.services.launch_campaign(owner, form).await?;
    Ok(id)
}

async fn the_people_of_a_campaign_come_with_those_left_out(world: World) -> TestResult {
    let owner = world.owner().await?;
    let id = campaign(&world, &owner).await?;
    let services = &world.services;
    let file = services.export_people(&owner, id, order(ExportFormat::Csv), People).await?;
    let found = lines(file).await?;
    let wanted = [
        "Ayşe;'+905321000001;queued;",
        "Numarasız;;left out;Skip(NoAddress)",
        "Ayşe;'+905321000001;left out;Skip(Duplicate)",
    ];
    assert_eq!(found, wanted);
    let list = services.list_left_out(&owner, id, &LeftOutQuery::default()).await?;
    let reasons: Vec<_> = list.rows.iter().map(|row| (row.reason, row.name.as_deref())).collect();
    let wanted = [(SkipReason::NoAddress, Some("Numarasız")), (SkipReason::Duplicate, Some("Ayşe"))];
    assert_eq!((reasons, list.next), (wanted.to_vec(), None));
    let one = LeftOutQuery { reason: "duplicate".to_owned(), ..LeftOutQuery::default() };
    let list = services.list_left_out(&owner, id, &one).await?;
    let contact = list.rows[0].contact.ok_or("nobody")?;
    assert_eq!(list.rows.len(), 1);
    services.erase_contact(&owner, contact).await?;
    let list = services.list_left_out(&owner, id, &one).await?;
    let gone = list.rows.first().map(|row| (row.contact, row.name.clone(), row.address.as_str()));
    assert_eq!(gone, Some((None, None, "")), "who was erased stands in no list");
    Ok(())
}

async fn refuse(world: &World, owner: &Actor, channel: Channel, class: Class, address: &str) -> TestResult {
    let word = StoredConsent {
        id: world.services.ids().next_id(),
        company: owner.company()?,
        channel,
        class,
        address: address.to_owned(),
        consent: Consent { kind: RecipientKind::Individual, status: ConsentStatus::Refused },
        source: ConsentSource::Recipient,
        at: world.services.now(),
        proof: None,
    };
    Ok(world.db.write(move |tx| Box::pin(async move { Ok(consents::record(tx, word).await?) })).await?)
}

async fn contacts_come_with_all_their_addresses(world: World) -> TestResult {
    let owner = world.owner().await?;
    let card = ContactForm {
        kind: "company".to_owned(),
        title: "Işık; Oğlu".to_owned(),
        phones: "0532 100 00 01, 0212 555 01 02".to_owned(),
        emails: "bilgi@isik.com.tr".to_owned(),
        ..ContactForm::default()
    };
    world.services.save_contact(&owner, &card).await?;
    refuse(&world, &owner, Channel::Email, Class::Commercial, "bilgi@isik.com.tr").await?;
    refuse(&world, &owner, Channel::Sms, Class::Informational, "+905321000001").await?;
    let found = ContactQuery { q: "ışık".to_owned(), ..ContactQuery::default() };
    let file = world.services.export_contacts(&owner, &found, order(ExportFormat::Csv), Contacts).await?;
    assert_eq!(
        lines(file).await?,
        ["\"Işık; Oğlu\";0532 100 00 01, 0212 555 01 02, bilgi@isik.com.tr;email;sms"]
    );
    let nobody = ContactQuery { q: "yok".to_owned(), ..ContactQuery::default() };
    let file = world.services.export_contacts(&owner, &nobody, order(ExportFormat::Csv), Contacts).await?;
    assert!(lines(file).await?.is_empty());
    Ok(())
}

async fn no_more_lists_are_written_than_there_is_room_for(world: World) -> TestResult {
    let owner = world.owner().await?;
    let all = MessageQuery::default();
    let long = "Uzun bir metin. ".repeat(20);
    for number in 0..700 {
        send(&world, &owner, number, &long).await?;
    }
    let ask = || world.services.export_messages(&owner, &all, order(ExportFormat::Csv), Messages);
    let mut waiting = Vec::new();
    for _ in 0..4 {
        waiting.push(ask().await?);
    }
    let refused = ask().await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Busy));
    for file in waiting {
        assert_eq!(lines(file).await?.len(), 700);
    }
    noted(&world, &owner, 4).await?;
    assert_eq!(lines(ask().await?).await?.len(), 700);
    Ok(())
}

async fn a_reader_who_leaves_is_noted(world: World) -> TestResult {
    let owner = world.owner().await?;
    let long = "Uzun bir metin. ".repeat(20);
    for number in 0..700 {
        send(&world, &owner, number, &long).await?;
    }
    let all = MessageQuery::default();
    drop(world.services.export_messages(&owner, &all, order(ExportFormat::Csv), Messages).await?);
    let log = noted(&world, &owner, 1).await?;
    assert_eq!(log.last().map(|(_, details)| &details["whole"]), Some(&json!(false)));
    Ok(())
}
