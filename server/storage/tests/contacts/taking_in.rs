use domain::contacts::{AddressKind, ContactQuery};
use storage::contacts::{self, Reach, TakenIn};

use crate::scene::{FIRM, OTHER, Outcome, Scene, customer, person};

#[tokio::test]
async fn the_same_list_twice_makes_no_second_card() -> Outcome {
    for scene in Scene::every().await? {
        let list = || {
            vec![
                customer("120.01", "Ayşe Işık", &["0532 123 45 67", "ayse@firma.com"]),
                person("Bora Demir", &["0533 000 00 01"]),
                person("", &["0533 000 00 02"]),
            ]
        };
        let first = scene.take_in(FIRM, list()).await?;
        assert!(first.iter().all(|row| matches!(row, TakenIn::Added(_))), "{first:?}");
        let again = scene.take_in(FIRM, list()).await?;
        let updated: Vec<_> = first.iter().map(|row| TakenIn::Updated(row.contact())).collect();
        assert_eq!(again, updated);
        assert_eq!(scene.total(FIRM).await?, 3);
        let with_mail = Reach::with(AddressKind::Email);
        assert_eq!(contacts::people_of_reach(scene.db.read(), FIRM, with_mail).await?, 1);
    }
    Ok(())
}

#[tokio::test]
async fn a_code_replaces_and_an_address_only_fills_what_is_empty() -> Outcome {
    for scene in Scene::every().await? {
        scene.take_in(FIRM, vec![customer("C1", "Ayşe Işık", &["0532 123 45 67"])]).await?;
        let mut moved = customer("c1", "Ayşe Demir", &["0532 765 43 21"]);
        moved.card.city = Some("Konya".to_owned());
        let found = scene.take_in(FIRM, vec![moved]).await?[0].contact();
        let mut known = person("Ayşe Demir", &["0532 765 43 21"]);
        known.card.city = Some("Ankara".to_owned());
        known.card.notes = Some("VIP".to_owned());
        assert_eq!(scene.take_in(FIRM, vec![known]).await?, [TakenIn::Updated(found)]);
        let card = contacts::find(scene.db.read(), FIRM, found).await?.map(|stored| stored.card);
        let told = card.map(|card| (card.name(), card.city, card.notes));
        assert_eq!(told, Some(("Ayşe Demir".into(), Some("Konya".into()), Some("VIP".into()))));
        let held = contacts::addresses_of(scene.db.read(), FIRM, &[found]).await?;
        let shown: Vec<_> = held.values().flatten().map(|held| held.address.shown()).collect();
        assert_eq!(shown, ["0532 123 45 67", "0532 765 43 21"]);
        assert_eq!(scene.search("0532 765").await?, ["Ayşe Demir"]);
        assert_eq!(scene.search("isik").await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn rows_of_one_customer_in_one_piece_are_one_card() -> Outcome {
    for scene in Scene::every().await? {
        let tag = scene.tag(FIRM, "Bayi").await?;
        let mut second = customer("C1", "Ayşe Işık", &["ayse@firma.com"]);
        second.tags.push(tag);
        let rows = vec![customer("C1", "Ayşe Işık", &["0532 123 45 67"]), second.clone(), second];
        let taken = scene.take_in(FIRM, rows).await?;
        let contact = taken[0].contact();
        assert_eq!(taken[1..], [TakenIn::Updated(contact), TakenIn::Updated(contact)]);
        let held = contacts::addresses_of(scene.db.read(), FIRM, &[contact]).await?;
        assert_eq!(held.values().flatten().count(), 2);
        let tagged = ContactQuery { tag: tag.to_string(), ..ContactQuery::default() };
        let page = scene.list(&tagged, 10).await?;
        assert_eq!((page.ids, page.found), (vec![contact], Some(1)));
    }
    Ok(())
}

#[tokio::test]
async fn two_customers_on_one_phone_stay_two_cards() -> Outcome {
    for scene in Scene::every().await? {
        let rows = vec![
            customer("C1", "Ayşe Işık", &["0332 123 45 67"]),
            customer("C2", "Ali Işık", &["0332 123 45 67"]),
            person("Veli Işık", &["0332 123 45 67"]),
        ];
        let taken = scene.take_in(FIRM, rows).await?;
        assert!(taken.iter().all(|row| matches!(row, TakenIn::Added(_))), "{taken:?}");
        let ids: Vec<_> = taken.iter().map(|row| row.contact()).collect();
        let held = contacts::addresses_of(scene.db.read(), FIRM, &ids).await?;
        let address = held[&ids[0]][0].id;
        assert!(held.values().flatten().all(|held| held.id == address), "one address for all of them");
        let shared = contacts::shared_by(scene.db.read(), FIRM, &[address]).await?;
        assert_eq!(shared.get(&address), Some(&3));
    }
    Ok(())
}

#[tokio::test]
async fn a_list_that_knows_more_completes_the_card() -> Outcome {
    for scene in Scene::every().await? {
        let first = scene.take_in(FIRM, vec![person("Ayşe Işık", &["0532 123 45 67"])]).await?[0].contact();
        let mut more = customer("C9", "Ayşe Işık", &["0532 123 45 67", "ayse@firma.com"]);
        more.card.title = Some("Işık Ltd.".to_owned());
        assert_eq!(scene.take_in(FIRM, vec![more]).await?, [TakenIn::Updated(first)]);
        for typed in ["c9", "ltd", "firma"] {
            assert_eq!(scene.search(typed).await?, ["Ayşe Işık"], "{typed}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn another_companys_customers_are_strangers() -> Outcome {
    for scene in Scene::every().await? {
        let row = || vec![customer("C1", "Ayşe Işık", &["0532 123 45 67"])];
        let ours = scene.take_in(FIRM, row()).await?[0].contact();
        let theirs = scene.take_in(OTHER, row()).await?[0];
        assert!(matches!(theirs, TakenIn::Added(id) if id != ours), "{theirs:?}");
        assert_eq!((scene.total(FIRM).await?, scene.total(OTHER).await?), (1, 1));
    }
    Ok(())
}

#[tokio::test]
async fn a_large_piece_is_taken_in_whole() -> Outcome {
    for scene in Scene::every().await? {
        let rows = |from: u32| {
            let row =
                |n: u32| customer(&format!("K{n}"), &format!("Kişi{n} Soy"), &[&format!("0532 1{n:06}")]);
            (from..from + 700).map(row).collect::<Vec<_>>()
        };
        scene.take_in(FIRM, rows(0)).await?;
        let taken = scene.take_in(FIRM, rows(350)).await?;
        let added = taken.iter().filter(|row| matches!(row, TakenIn::Added(_))).count();
        assert_eq!((added, scene.total(FIRM).await?), (350, 1_050));
        assert_eq!(scene.search("kisi1049").await?, ["Kişi1049 Soy"]);
    }
    Ok(())
}
