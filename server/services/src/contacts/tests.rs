use domain::contacts::{
    AddAddressForm, AddressState, ConsentForm, ContactForm, ContactQuery, TagContactsForm,
};
use domain::failure::Problem;
use domain::id::ContactId;
use domain::message::Channel;
use domain::rights::Role;

use crate::actor::Actor;
use crate::error::ServiceError;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_card_is_made_changed_deleted_and_taken_back,
    a_form_that_is_sent_again_makes_one_card,
    a_code_belongs_to_one_card,
    addresses_come_and_go_and_tell_what_is_known,
    tags_go_on_everybody_a_filter_finds,
    a_refusal_by_hand_shows_on_every_card,
    a_viewer_changes_nothing,
    deleted_cards_are_gone_for_good_after_their_days,
    an_erased_person_comes_back_only_by_hand,
);

fn ayse() -> ContactForm {
    ContactForm {
        kind: "person".to_owned(),
        given_name: "Ayşe".to_owned(),
        family_name: "Işık".to_owned(),
        phones: "0532 123 45 67".to_owned(),
        emails: "ayse@firma.com".to_owned(),
        ..ContactForm::default()
    }
}

fn named(name: &str, phone: &str) -> ContactForm {
    let (given_name, phones) = (name.to_owned(), phone.to_owned());
    ContactForm { given_name, phones, family_name: String::new(), emails: String::new(), ..ayse() }
}

fn problem<T>(result: Result<T, ServiceError>) -> Option<Problem> {
    result.err().and_then(|error| error.problem())
}

async fn names(world: &World, actor: &Actor) -> TestResult<Vec<String>> {
    let list = world.services.list_contacts(actor, &ContactQuery::default()).await?;
    Ok(list.rows.into_iter().map(|row| row.name).collect())
}

async fn a_card_is_made_changed_deleted_and_taken_back(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let id = services.save_contact(&owner, &ayse()).await?;
    let view = services.get_contact(&owner, id).await?;
    assert_eq!((view.name(), view.addresses.len(), view.timeline.len()), ("Ayşe Işık".to_owned(), 2, 1));
    let changed = ContactForm { city: "Konya".to_owned(), ..view.to_form() };
    assert_eq!(services.save_contact(&owner, &changed).await?, id);
    let view = services.get_contact(&owner, id).await?;
    assert_eq!((view.city.as_str(), view.addresses.len()), ("Konya", 2));
    services.delete_contact(&owner, id).await?;
    assert_eq!(names(&world, &owner).await?, Vec::<String>::new());
    assert!(services.get_contact(&owner, id).await?.deleted.is_some());
    assert_eq!(problem(services.save_contact(&owner, &changed).await), Some(Problem::NotFound));
    services.restore_contact(&owner, id).await?;
    assert_eq!(names(&world, &owner).await?, ["Ayşe Işık"]);
    Ok(())
}

async fn a_form_that_is_sent_again_makes_one_card(world: World) -> TestResult {
    let owner = world.owner().await?;
    let (services, keyed) = (&world.services, ContactForm { key: "1.1.0".to_owned(), ..ayse() });
    let at_once = tokio::join!(services.save_contact(&owner, &keyed), services.save_contact(&owner, &keyed));
    let (first, second) = (at_once.0?, at_once.1?);
    assert_eq!((first, services.save_contact(&owner, &keyed).await?), (second, first));
    assert_eq!(names(&world, &owner).await?, ["Ayşe Işık"]);
    // What changed in it since makes another form of it, and so does another key.
    let other = ContactForm { key: keyed.key.clone(), ..named("Ali", "0532 123 45 68") };
    assert_ne!(services.save_contact(&owner, &other).await?, first);
    assert_eq!(services.save_contact(&owner, &keyed).await?, first);
    assert_ne!(
        services.save_contact(&owner, &ContactForm { key: "1.2.0".to_owned(), ..ayse() }).await?,
        first
    );
    // After a week nobody sends it again.
    world.pass(8 * 86_400);
    services.purge_expired().await?;
    assert_ne!(services.save_contact(&owner, &keyed).await?, first);
    Ok(())
}

async fn a_code_belongs_to_one_card(world: World) -> TestResult {
    let owner = world.owner().await?;
    let coded = |name: &str| ContactForm { code: "120.01".to_owned(), ..named(name, "") };
    world.services.save_contact(&owner, &coded("Ali")).await?;
    let clash = world.services.save_contact(&owner, &coded("Veli")).await.err();
    let failure = domain::failure::Failure::from(clash.ok_or("two cards have one code")?);
    assert_eq!(failure.of("code").map(|field| field.problem), Some(Problem::Taken));
    assert_eq!(names(&world, &owner).await?, ["Ali"], "nothing of it was written");
    Ok(())
}

async fn addresses_come_and_go_and_tell_what_is_known(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let [ali, veli] = [
        services.save_contact(&owner, &named("Ali", "0332 123 45 67")).await?,
        services.save_contact(&owner, &named("Veli", "")).await?,
    ];
    world.pass(60);
    let form = AddAddressForm {
        contact: veli.to_string(),
        address: "0332 123 45 67".to_owned(),
        role: "accounting".to_owned(),
    };
    let address = services.add_address(&owner, &form).await?;
    services.set_address_state(&owner, address, AddressState::NotTheirs).await?;
    let view = services.get_contact(&owner, ali).await?;
    assert_eq!((view.addresses[0].state, view.addresses[0].shared_with), (AddressState::NotTheirs, 1));
    assert_eq!(services.get_contact(&owner, veli).await?.timeline.len(), 2, "made, then an address added");
    services.remove_address(&owner, veli, address).await?;
    assert_eq!(services.get_contact(&owner, ali).await?.addresses[0].shared_with, 0);
    assert_eq!(problem(services.remove_address(&owner, veli, address).await), Some(Problem::NotFound));
    Ok(())
}

async fn tags_go_on_everybody_a_filter_finds(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let mut ids = Vec::<ContactId>::new();
    for (name, phone) in [("Ali", "0532 100 00 01"), ("Alican", "0532 100 00 02"), ("Veli", "")] {
        ids.push(services.save_contact(&owner, &named(name, phone)).await?);
    }
    let filter = ContactQuery { q: "ali".to_owned(), ..ContactQuery::default() };
    let all = TagContactsForm {
        all: "on".to_owned(),
        filter,
        name: "Kış lastiği".to_owned(),
        ..TagContactsForm::default()
    };
    assert_eq!(services.tag_contacts(&owner, &all).await?, 2);
    assert_eq!(services.tag_contacts(&owner, &all).await?, 0, "they have it already");
    let off = TagContactsForm {
        contacts: vec![ids[0].to_string()],
        name: "KIŞ LASTİĞİ".to_owned(),
        act: "remove".to_owned(),
        ..TagContactsForm::default()
    };
    assert_eq!(services.tag_contacts(&owner, &off).await?, 1);
    let tag = services.list_tags(&owner).await?.pop().ok_or("no tag")?;
    assert_eq!((tag.name.as_str(), tag.people), ("Kış lastiği", 1));
    services.rename_tag(&owner, tag.id, "Kış 2026").await?;
    assert_eq!(services.get_contact(&owner, ids[1]).await?.tags[0].name, "Kış 2026");
    services.delete_tag(&owner, tag.id).await?;
    assert!(services.list_tags(&owner).await?.is_empty());
    assert!(services.get_contact(&owner, ids[1]).await?.tags.is_empty());
    Ok(())
}

async fn a_refusal_by_hand_shows_on_every_card(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let ali = services.save_contact(&owner, &named("Ali", "0532 123 45 67")).await?;
    services.save_contact(&owner, &named("Veli", "0532 123 45 67")).await?;
    let address = services.get_contact(&owner, ali).await?.addresses[0].id;
    let (contact, address) = (ali.to_string(), address.to_string());
    let form = ConsentForm { contact, address, channel: "sms".to_owned(), note: String::new() };
    services.refuse_channel(&owner, &form).await?;
    let list = services.list_contacts(&owner, &ContactQuery::default()).await?;
    assert!(list.rows.iter().all(|row| row.refused == [Channel::Sms]), "{:?}", list.rows);
    let refused = ContactQuery { refused: "on".to_owned(), ..ContactQuery::default() };
    assert_eq!(services.list_contacts(&owner, &refused).await?.found, Some(2));
    world.pass(60);
    assert_eq!(problem(services.allow_channel(&owner, &form).await), Some(Problem::Required));
    let proved = ConsentForm { note: "İmzalı form".to_owned(), ..form };
    services.allow_channel(&owner, &proved).await?;
    assert_eq!(services.list_contacts(&owner, &refused).await?.found, Some(0));
    Ok(())
}

async fn a_viewer_changes_nothing(world: World) -> TestResult {
    let owner = world.owner().await?;
    let viewer = world.member(&owner, "mehmet", Role::Viewer).await?;
    let id = world.services.save_contact(&owner, &ayse()).await?;
    assert_eq!(world.services.get_contact(&viewer, id).await?.name(), "Ayşe Işık");
    let refused = world.services.save_contact(&viewer, &ayse()).await;
    assert_eq!(problem(refused), Some(Problem::Forbidden));
    assert_eq!(problem(world.services.delete_contact(&viewer, id).await), Some(Problem::Forbidden));
    Ok(())
}

/// Rows that a table still has.
async fn left(world: &World, table: &str) -> TestResult<i64> {
    use sea_orm::ConnectionTrait;
    let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table}");
    let db = world.db.read();
    let found = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), sql)).await?;
    Ok(found.ok_or("no row")?.try_get("", "n")?)
}

async fn deleted_cards_are_gone_for_good_after_their_days(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let id = services.save_contact(&owner, &ayse()).await?;
    let shares = services.save_contact(&owner, &named("Ali", "0532 123 45 67")).await?;
    services.delete_contact(&owner, id).await?;
    world.pass(29 * 24 * 3_600);
    assert_eq!(services.purge_deleted_contacts().await?, 0);
    assert!(services.get_contact(&owner, id).await?.deleted.is_some());
    world.pass(24 * 3_600 + 1);
    assert_eq!(services.purge_deleted_contacts().await?, 1);
    assert_eq!(problem(services.get_contact(&owner, id).await), Some(Problem::NotFound));
    assert_eq!(services.get_contact(&owner, shares).await?.addresses.len(), 1);
    // The phone is Ali's, too; the e-mail address was nobody else's.
    assert_eq!((left(&world, "contacts").await?, left(&world, "addresses").await?), (1, 1));
    assert_eq!(services.purge_deleted_contacts().await?, 0);
    Ok(())
}

async fn an_erased_person_comes_back_only_by_hand(world: World) -> TestResult {
    let owner = world.owner().await?;
    let services = &world.services;
    let form = ContactForm { code: "120.01".to_owned(), ..ayse() };
    let id = services.save_contact(&owner, &form).await?;
    services.save_contact(&owner, &named("Ali", "0533 765 43 21")).await?;
    services.erase_contact(&owner, id).await?;
    assert_eq!(problem(services.get_contact(&owner, id).await), Some(Problem::NotFound));
    assert_eq!(problem(services.erase_contact(&owner, id).await), Some(Problem::NotFound));
    assert_eq!(names(&world, &owner).await?, ["Ali"]);
    // Two addresses and the code; none of them can be read.
    assert_eq!(left(&world, "erasures").await?, 3);
    assert_eq!(left(&world, "addresses").await?, 1);
    let again = services.save_contact(&owner, &form).await?;
    assert_eq!(services.get_contact(&owner, again).await?.addresses.len(), 2);
    assert_eq!(left(&world, "erasures").await?, 0);
    Ok(())
}
