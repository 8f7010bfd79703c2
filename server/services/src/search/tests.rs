use domain::campaigns::{AudienceForm, ContentForm};
use domain::companies::CompanyForm;
use domain::contacts::{ContactForm, TagContactsForm};
use domain::failure::Problem;
use domain::id::{CampaignId, MessageId};
use domain::messages::SendMessageForm;
use domain::rights::Role;
use domain::search::SearchResults;

use crate::actor::Actor;
use crate::testing::{PASSWORD, TestResult, World, here, on_both_databases};

on_both_databases!(
    people_are_found_by_whatever_is_known_of_them,
    a_whole_code_comes_before_those_it_begins,
    messages_are_found_by_recipient_and_by_id,
    tags_and_campaigns_are_found_by_their_words,
    nobody_finds_what_they_may_not_see,
    nothing_of_another_company_is_found,
);

fn card(name: &str, code: &str, phone: &str, email: &str) -> ContactForm {
    ContactForm {
        kind: "person".to_owned(),
        given_name: name.to_owned(),
        code: code.to_owned(),
        phones: phone.to_owned(),
        emails: email.to_owned(),
        ..ContactForm::default()
    }
}

async fn people(world: &World, actor: &Actor, typed: &str) -> TestResult<Vec<String>> {
    let found = world.services.find(actor, typed).await?.people;
    Ok(found.rows.into_iter().map(|row| row.name).collect())
}

async fn messages(world: &World, actor: &Actor, typed: &str) -> TestResult<Vec<MessageId>> {
    let found = world.services.find(actor, typed).await?.messages;
    Ok(found.rows.into_iter().map(|row| row.id).collect())
}

async fn send(world: &World, actor: &Actor, recipient: &str) -> TestResult<MessageId> {
    let form = SendMessageForm {
        channel: "sms".to_owned(),
        recipient: recipient.to_owned(),
        class: "informational".to_owned(),
        text: "Siparişiniz hazır".to_owned(),
        ..SendMessageForm::default()
    };
    Ok(world.services.send_message(actor, &form).await?)
}

/// A draft with a name.
async fn campaign(world: &World, actor: &Actor, name: &str) -> TestResult<CampaignId> {
    let audience = AudienceForm {
        channel: "sms".to_owned(),
        typed: "0532 123 45 67".to_owned(),
        ..AudienceForm::default()
    };
    let id = world.services.save_audience(actor, audience).await?;
    let content = ContentForm {
        campaign: id.to_string(),
        name: name.to_owned(),
        class: "informational".to_owned(),
        body: "Merhaba".to_owned(),
        ..ContentForm::default()
    };
    world.services.save_content(actor, content).await?;
    Ok(id)
}

/// The viewer, with the rights of now.
async fn again(world: &World) -> TestResult<Actor> {
    let signed_in = world.sign_in("mehmet", PASSWORD, &here()).await?;
    world.actor(&signed_in.cookie).await
}

async fn people_are_found_by_whatever_is_known_of_them(world: World) -> TestResult {
    let owner = world.owner().await?;
    let isik = card("İsmail Işık", "120.01.007", "0532 123 45 67", "ismail.isik@Karaca.com.tr");
    world.services.save_contact(&owner, &isik).await?;
    let other = card("Ali Veli", "120.01.008", "0532 123 45 68", "ali@demir.com.tr");
    let other = world.services.save_contact(&owner, &other).await?;
    for typed in [
        "ISMAİL",
        "ismail",
        "ışık",
        "isi isma",
        "120.01.007",
        "12001007",
        "0532 123 45 67",
        "+90 (532) 123-45-67",
        "905321234567",
        "4567",
        "ISMAIL.ISIK@KARACA.COM.TR",
        "karaca",
    ] {
        assert_eq!(people(&world, &owner, typed).await?, ["İsmail Işık"], "{typed}");
    }
    assert_eq!(people(&world, &owner, "0532 123 45").await?, ["Ali Veli", "İsmail Işık"]);
    for typed in ["mehmet", "0533", "", "…"] {
        assert!(people(&world, &owner, typed).await?.is_empty(), "{typed}");
    }
    world.services.delete_contact(&owner, other).await?;
    assert_eq!(people(&world, &owner, "0532 123 45").await?, ["İsmail Işık"]);
    Ok(())
}

async fn a_whole_code_comes_before_those_it_begins(world: World) -> TestResult {
    let owner = world.owner().await?;
    for number in 0..10 {
        let name = format!("Ad{number}");
        world.services.save_contact(&owner, &card(&name, &format!("120.{number}"), "", "")).await?;
    }
    world.services.save_contact(&owner, &card("Zeynep", "120", "", "")).await?;
    let found = world.services.find(&owner, "120").await?.people;
    let names: Vec<_> = found.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Zeynep", "Ad0", "Ad1", "Ad2", "Ad3", "Ad4", "Ad5", "Ad6"]);
    assert!(found.more);
    Ok(())
}

async fn messages_are_found_by_recipient_and_by_id(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.save_contact(&owner, &card("Ayşe Işık", "", "0532 123 45 67", "")).await?;
    let to_ayse = send(&world, &owner, "0532 123 45 67").await?;
    let to_nobody = send(&world, &owner, "0533 765 43 21").await?;
    for typed in ["0533 765 43 21", "+905337654321", "0533 765"] {
        assert_eq!(messages(&world, &owner, typed).await?, [to_nobody], "{typed}");
    }
    for typed in ["ayşe", "AYŞE IŞIK", "4567", "05321234567"] {
        assert_eq!(messages(&world, &owner, typed).await?, [to_ayse], "{typed}");
    }
    assert_eq!(messages(&world, &owner, &to_nobody.to_string()).await?, [to_nobody]);
    assert!(messages(&world, &owner, "msg_0000000000001").await?.is_empty());
    let again = send(&world, &owner, "0532 123 45 67").await?;
    assert_eq!(messages(&world, &owner, "4567").await?, [again, to_ayse], "each once, the newest first");
    Ok(())
}

async fn tags_and_campaigns_are_found_by_their_words(world: World) -> TestResult {
    let owner = world.owner().await?;
    let ayse = world.services.save_contact(&owner, &card("Ayşe", "", "0532 123 45 67", "")).await?;
    let tag = TagContactsForm {
        contacts: vec![ayse.to_string()],
        name: "Kış Müşterisi".to_owned(),
        ..TagContactsForm::default()
    };
    world.services.tag_contacts(&owner, &tag).await?;
    let campaign = campaign(&world, &owner, "Kış lastiği RANDEVUSU").await?;
    let found = world.services.find(&owner, "KIS").await?;
    assert_eq!(
        found.tags.rows.iter().map(|tag| (tag.name.as_str(), tag.people)).collect::<Vec<_>>(),
        [("Kış Müşterisi", 1)]
    );
    assert_eq!(found.campaigns.rows.iter().map(|hit| hit.id).collect::<Vec<_>>(), [campaign]);
    let found = world.services.find(&owner, "randevu kış").await?;
    assert_eq!((found.tags.rows.len(), found.campaigns.rows.len()), (0, 1));
    assert!(world.services.find(&owner, "yaz").await?.is_empty());
    Ok(())
}

async fn nobody_finds_what_they_may_not_see(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.save_contact(&owner, &card("Ayşe Işık", "", "0532 123 45 67", "")).await?;
    send(&world, &owner, "0532 123 45 67").await?;
    campaign(&world, &owner, "Işık").await?;
    let kinds = |found: &SearchResults| {
        (found.people.rows.len(), found.campaigns.rows.len(), found.messages.rows.len())
    };
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let found = world.services.find(&viewer, "ışık").await?;
    assert_eq!(kinds(&found), (1, 1, 1));
    assert_eq!(found.messages.rows[0].excerpt, "", "a viewer sees no bodies");
    world.execute("UPDATE memberships SET rights = 1 WHERE role = 4").await?;
    let contacts_only = again(&world).await?;
    assert_eq!(kinds(&world.services.find(&contacts_only, "ışık").await?), (1, 0, 0));
    world.execute("UPDATE memberships SET rights = 4 WHERE role = 4").await?;
    let messages_only = again(&world).await?;
    assert_eq!(kinds(&world.services.find(&messages_only, "ışık").await?), (0, 1, 0));
    let by_number = world.services.find(&messages_only, "0532 123 45 67").await?;
    assert_eq!((kinds(&by_number), by_number.messages.rows[0].name.clone()), ((0, 0, 1), None));
    world.execute("UPDATE memberships SET rights = 2048 WHERE role = 4").await?;
    let refused = world.services.find(&again(&world).await?, "ışık").await.err();
    assert_eq!(refused.and_then(|error| error.problem()), Some(Problem::Forbidden));
    Ok(())
}

async fn nothing_of_another_company_is_found(world: World) -> TestResult {
    let owner = world.owner().await?;
    world.services.save_contact(&owner, &card("Ayşe Işık", "120", "0532 123 45 67", "")).await?;
    let message = send(&world, &owner, "0533 765 43 21").await?;
    campaign(&world, &owner, "Işık").await?;
    let form = CompanyForm { name: "İkinci A.Ş.".to_owned() };
    let other = world.services.create_company(&owner, &form).await?;
    let there = world.actor(&other.cookie.ok_or("no cookie")?).await?;
    for typed in ["ışık", "120", "0532 123 45 67", "0533 765 43 21", &message.to_string()] {
        assert!(world.services.find(&there, typed).await?.is_empty(), "{typed}");
        assert!(!world.services.find(&owner, typed).await?.is_empty(), "{typed}");
    }
    Ok(())
}
