use domain::contacts::{AddressRole, AddressState, ContactAddress, ContactQuery};
use domain::id::{AddressId, ContactId};
use domain::message::Channel;
use storage::contacts::{self, NotMine, Unlinked};
use storage::{StorageError, tags};

use crate::scene::{FIRM, OTHER, Outcome, Scene, customer, person, write};

fn phone(text: &str) -> Outcome<ContactAddress> {
    ContactAddress::parse(text).map_err(|_| StorageError::Unreadable("phone"))
}

async fn address_of(scene: &Scene, contact: ContactId) -> Outcome<AddressId> {
    let held = contacts::addresses_of(scene.db.read(), FIRM, &[contact]).await?;
    held.values().flatten().map(|held| held.id).next().ok_or(StorageError::NotFound("address"))
}

#[tokio::test]
async fn a_shared_address_goes_when_the_last_card_lets_it_go() -> Outcome {
    for scene in Scene::every().await? {
        let rows = vec![person("Ayşe Işık", &["0332 123 45 67"]), person("Ali Işık", &["0332 123 45 67"])];
        let taken = scene.take_in(FIRM, rows).await?;
        let [ayse, ali] = [taken[0].contact(), taken[1].contact()];
        let address = address_of(&scene, ayse).await?;
        assert_eq!(write!(scene, |tx, by| contacts::unlink(tx, &by, ayse, address))?, Unlinked::Kept);
        assert_eq!(scene.search("0332").await?, ["Ali Işık"]);
        assert_eq!(write!(scene, |tx, by| contacts::unlink(tx, &by, ali, address))?, Unlinked::Gone);
        assert_eq!(write!(scene, |tx, by| contacts::unlink(tx, &by, ali, address))?, Unlinked::Nothing);
        let nothing = ContactQuery { has: "nothing".to_owned(), ..ContactQuery::default() };
        assert_eq!(scene.list(&nothing, 10).await?.found, Some(2));
    }
    Ok(())
}

#[tokio::test]
async fn what_is_known_of_an_address_outlives_its_cards() -> Outcome {
    for scene in Scene::every().await? {
        let ayse = scene.take_in(FIRM, vec![person("Ayşe", &["0532 123 45 67"])]).await?[0].contact();
        let address = address_of(&scene, ayse).await?;
        let wrong = AddressState::NotTheirs;
        assert!(write!(scene, |tx, by| contacts::set_state(tx, &by, address, wrong))?);
        assert_eq!(write!(scene, |tx, by| contacts::unlink(tx, &by, ayse, address))?, Unlinked::Kept);
        let (number, role) = (phone("+90 532 123 45 67")?, AddressRole::Owner);
        let again = write!(scene, |tx, by| contacts::link(tx, &by, ayse, &number, role))?;
        assert_eq!(again, Some(address));
        let state = contacts::address_of(scene.db.read(), FIRM, address).await?.map(|(_, state)| state);
        assert_eq!(state, Some(wrong));
    }
    Ok(())
}

#[tokio::test]
async fn what_its_reader_said_of_an_address_outlives_a_card_that_is_gone_for_good() -> Outcome {
    for scene in Scene::every().await? {
        for (text, stays) in [("0532 123 45 67", true), ("0532 123 45 68", false)] {
            let card = scene.take_in(FIRM, vec![person("Ayşe", &[text])]).await?[0].contact();
            let address = phone(text)?;
            let said = NotMine { address: address.clone(), channel: Channel::Sms, proof: "page".to_owned() };
            let again = said.clone();
            assert!(write!(scene, |tx, by| contacts::report(tx, &by, &said))?);
            assert!(!write!(scene, |tx, by| contacts::report(tx, &by, &again))?, "it holds");
            assert!(contacts::is_reported(scene.db.read(), FIRM, &address).await?);
            assert!(!contacts::is_reported(scene.db.read(), OTHER, &address).await?);
            let taken = address.clone();
            if !stays {
                assert!(write!(scene, |tx, by| contacts::take_report_back(tx, &by, &taken))?);
            }
            assert!(write!(scene, |tx, by| contacts::delete(tx, &by, card))?);
            assert!(write!(scene, |tx, by| contacts::purge(tx, by.company, card))?);
            assert_eq!(contacts::is_reported(scene.db.read(), FIRM, &address).await?, stays);
            let again = scene.take_in(FIRM, vec![person("Ayşe", &[text])]).await?[0].contact();
            let held = contacts::addresses_of(scene.db.read(), FIRM, &[again]).await?;
            assert_eq!(held[&again][0].state == AddressState::NotTheirs, stays, "{text}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn an_address_that_is_known_by_a_slip_alone_is_forgotten_with_it() -> Outcome {
    for scene in Scene::every().await? {
        let address = phone("0532 123 45 67")?;
        let said = NotMine { address: address.clone(), channel: Channel::Sms, proof: "page".to_owned() };
        let (key, taken) = ([address.key()], address.clone());
        assert!(write!(scene, |tx, by| contacts::report(tx, &by, &said))?);
        let known = contacts::known_addresses(scene.db.read(), FIRM, address.kind(), &key).await?;
        assert_eq!(known[&key[0]].state, AddressState::NotTheirs);
        assert!(write!(scene, |tx, by| contacts::take_report_back(tx, &by, &taken))?);
        assert!(contacts::known_addresses(scene.db.read(), FIRM, address.kind(), &key).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn nothing_of_another_company_can_be_reached() -> Outcome {
    for scene in Scene::every().await? {
        let theirs = scene.take_in(OTHER, vec![person("Ayşe", &["0532 123 45 67"])]).await?[0].contact();
        let held = contacts::addresses_of(scene.db.read(), OTHER, &[theirs]).await?;
        let address = held[&theirs][0].id;
        let number = phone("0532 000 00 00")?;
        let role = AddressRole::General;
        assert_eq!(contacts::find(scene.db.read(), FIRM, theirs).await?, None);
        assert!(contacts::addresses_of(scene.db.read(), FIRM, &[theirs]).await?.is_empty());
        assert_eq!(write!(scene, |tx, by| contacts::link(tx, &by, theirs, &number, role))?, None);
        assert_eq!(write!(scene, |tx, by| contacts::unlink(tx, &by, theirs, address))?, Unlinked::Nothing);
        assert!(!write!(scene, |tx, by| contacts::set_state(tx, &by, address, AddressState::Closed))?);
        assert!(!write!(scene, |tx, by| contacts::delete(tx, &by, theirs))?);
        let card = person("Başka", &[]).card;
        assert!(!write!(scene, |tx, by| contacts::change(tx, &by, theirs, card))?);
        assert_eq!(scene.search("ayse").await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn a_deleted_card_leaves_lists_and_counts_and_comes_back() -> Outcome {
    for scene in Scene::every().await? {
        let tag = scene.tag(FIRM, "Bayi").await?;
        let mut row = customer("C1", "Ayşe Işık", &["0532 123 45 67"]);
        row.tags.push(tag);
        let ayse = scene.take_in(FIRM, vec![row]).await?[0].contact();
        let people = || async {
            Ok::<_, StorageError>(tags::find(scene.db.read(), FIRM, tag).await?.map(|tag| tag.people))
        };
        assert_eq!(people().await?, Some(1));
        assert!(write!(scene, |tx, by| contacts::delete(tx, &by, ayse))?);
        assert!(!write!(scene, |tx, by| contacts::delete(tx, &by, ayse))?, "once");
        assert_eq!((people().await?, scene.total(FIRM).await?), (Some(0), 0));
        assert_eq!(scene.search("ayse").await?, Vec::<String>::new());
        let other = scene.take_in(FIRM, vec![customer("C1", "Yeni Kart", &[])]).await?[0].contact();
        let clash = write!(scene, |tx, by| contacts::restore(tx, &by, ayse));
        assert!(clash.err().is_some_and(|error| error.is_duplicate()), "its code belongs to another card");
        assert!(write!(scene, |tx, by| contacts::delete(tx, &by, other))?);
        assert!(write!(scene, |tx, by| contacts::restore(tx, &by, ayse))?);
        assert_eq!((people().await?, scene.total(FIRM).await?), (Some(1), 1));
    }
    Ok(())
}
