use domain::contacts::{ContactAddress, ContactCursor, ContactQuery};
use domain::id::ContactId;
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use sea_orm::ConnectionTrait as _;
use storage::StorageError;
use storage::consents::{self, StoredConsent};
use storage::contacts::{self, ContactPage, NotMine};

use crate::scene::{FIRM, NOW, OTHER, Outcome, Scene, customer, person, write};

fn words(change: impl FnOnce(&mut ContactQuery)) -> ContactQuery {
    let mut query = ContactQuery::default();
    change(&mut query);
    query
}

async fn thirteen(scene: &Scene) -> Outcome<Vec<ContactId>> {
    let row = |n: usize| {
        let phone = format!("0532 100 00 {n:02}");
        let mail = format!("kisi{n}@firma.com");
        match n % 3 {
            0 => person(&format!("Ad{n:02} Soy"), &[&phone]),
            1 => person(&format!("Ad{n:02} Soy"), &[&phone, &mail]),
            _ => person(&format!("Ad{n:02} Soy"), &[&mail]),
        }
    };
    // Not in the order of their names.
    let order = [5, 2, 12, 0, 7, 1, 9, 3, 11, 4, 6, 10, 8];
    let taken = scene.take_in(FIRM, order.into_iter().map(row).collect()).await?;
    scene.take_in(OTHER, vec![person("Ad05 Yabancı", &["0532 100 00 05"])]).await?;
    Ok(taken.into_iter().map(|row| row.contact()).collect())
}

/// All pages from one end to the other.
async fn walk(
    scene: &Scene,
    query: &ContactQuery,
    backwards_from: Option<ContactId>,
) -> Outcome<Vec<ContactPage>> {
    let mut cursor = backwards_from.map_or(ContactCursor::First, ContactCursor::Before);
    let mut pages = Vec::new();
    loop {
        let page = scene.list_of(FIRM, query, cursor, 4).await?;
        let on = if backwards_from.is_some() { page.previous } else { page.next };
        pages.push(page);
        match on {
            Some(id) if backwards_from.is_some() => cursor = ContactCursor::Before(id),
            Some(id) => cursor = ContactCursor::After(id),
            None => return Ok(pages),
        }
    }
}

#[tokio::test]
async fn pages_go_through_everybody_once_in_both_orders_and_back() -> Outcome {
    for scene in Scene::every().await? {
        let newest: Vec<_> = thirteen(&scene).await?.into_iter().rev().collect();
        for sort in ["name", "newest"] {
            let query = words(|query| query.sort = sort.to_owned());
            let pages = walk(&scene, &query, None).await?;
            let ids: Vec<_> = pages.iter().flat_map(|page| page.ids.clone()).collect();
            let names = scene.names(&ids).await?;
            assert_eq!((ids.len(), pages.len()), (13, 4), "{sort}");
            if sort == "name" {
                assert!(names.is_sorted(), "{names:?}");
            } else {
                assert_eq!(ids, newest);
            }
            assert_eq!((pages[0].previous, pages[0].found), (None, Some(13)));
            let last = *ids.last().unwrap_or(&ids[0]);
            let mut back = walk(&scene, &query, Some(last)).await?;
            back.reverse();
            let back: Vec<_> = back.into_iter().flat_map(|page| page.ids).collect();
            assert_eq!(back, ids[..12], "{sort}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_page_tells_where_its_neighbours_are() -> Outcome {
    for scene in Scene::every().await? {
        thirteen(&scene).await?;
        let all = ContactQuery::default();
        let first = scene.list_of(FIRM, &all, ContactCursor::First, 5).await?;
        let next = first.next.ok_or(storage::StorageError::NotFound("page"))?;
        let second = scene.list_of(FIRM, &all, ContactCursor::After(next), 5).await?;
        let previous = second.previous.ok_or(storage::StorageError::NotFound("page"))?;
        let again = scene.list_of(FIRM, &all, ContactCursor::Before(previous), 5).await?;
        assert_eq!(again.ids, first.ids);
        assert_eq!((again.previous, again.next), (None, first.next));
    }
    Ok(())
}

#[tokio::test]
async fn filters_by_addresses_and_tags() -> Outcome {
    for scene in Scene::every().await? {
        let ids = thirteen(&scene).await?;
        let nobody = scene.take_in(FIRM, vec![customer("X", "Adressiz Kişi", &[])]).await?[0].contact();
        for (has, count) in [("phone", 9), ("email", 8), ("nothing", 1), ("", 14)] {
            let page = scene.list(&words(|query| query.has = has.to_owned()), 50).await?;
            assert_eq!((page.ids.len(), page.found), (count, u32::try_from(count).ok()), "{has}");
        }
        let nothing = scene.list(&words(|query| query.has = "nothing".to_owned()), 50).await?;
        assert_eq!(nothing.ids, [nobody]);
        let tag = scene.tag(FIRM, "Bayi").await?;
        let pairs = vec![(tag, ids[0]), (tag, ids[1])];
        write!(scene, |tx, by| storage::tags::put_on(tx, by.company, &pairs))?;
        let tagged = scene.list(&words(|query| query.tag = tag.to_string()), 50).await?;
        assert_eq!(tagged.ids, [ids[1], ids[0]], "in the order of their names");
    }
    Ok(())
}

#[tokio::test]
async fn finds_turkish_names_however_they_are_typed() -> Outcome {
    for scene in Scene::every().await? {
        let rows = vec![
            person("İsmail IŞIK", &["0532 123 45 67", "ismail@karaca.com.tr"]),
            person("Irmak Çelik", &["0533 765 43 21"]),
        ];
        scene.take_in(FIRM, rows).await?;
        scene.take_in(OTHER, vec![person("İsmail Yabancı", &["0532 123 45 67"])]).await?;
        for typed in
            ["ismail", "ISMAIL", "İSMAİL", "ısmaıl", "ışık", "ISIK", "işık ism", "4567", "karaca", "is"]
        {
            assert_eq!(scene.search(typed).await?, ["İsmail IŞIK"], "{typed}");
        }
        assert_eq!(scene.search("irmak").await?, ["Irmak Çelik"]);
        assert_eq!(scene.search("çelik").await?, ["Irmak Çelik"]);
        for odd in ["\"", "' OR 1", "a* b", "%", "_", "<", "yabanci"] {
            assert_eq!(scene.search(odd).await?, Vec::<String>::new(), "{odd}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn finds_those_who_refused() -> Outcome {
    for scene in Scene::every().await? {
        thirteen(&scene).await?;
        for (id, address, company, class) in [
            (1, "+905321000003", FIRM, Class::Commercial),
            (2, "kisi7@firma.com", FIRM, Class::Commercial),
            (3, "+905321000006", OTHER, Class::Commercial),
            (4, "+905321000005", FIRM, Class::Informational),
        ] {
            let status = ConsentStatus::Refused;
            let refusal = StoredConsent {
                id,
                company,
                channel: if address.contains('@') { Channel::Email } else { Channel::Sms },
                class,
                address: address.to_owned(),
                consent: Consent { kind: RecipientKind::Individual, status },
                source: ConsentSource::Recipient,
                at: NOW,
                proof: None,
            };
            scene
                .db
                .write(move |tx| Box::pin(async move { Ok(consents::record(tx, refusal).await?) }))
                .await?;
        }
        let page = scene.list(&words(|query| query.refused = "on".to_owned()), 50).await?;
        assert_eq!(scene.names(&page.ids).await?, ["Ad03 Soy", "Ad07 Soy"]);
    }
    Ok(())
}

#[tokio::test]
async fn finds_those_whose_address_is_said_to_be_somebody_elses() -> Outcome {
    for scene in Scene::every().await? {
        thirteen(&scene).await?;
        let reported = words(|query| query.has = "reported".to_owned());
        assert_eq!(scene.list(&reported, 50).await?.found, Some(0));
        for written in ["0532 100 00 03", "kisi7@firma.com", "0532 100 00 05"] {
            let address = ContactAddress::parse(written).map_err(|_| StorageError::Unreadable("address"))?;
            let channel = if written.contains('@') { Channel::Email } else { Channel::Sms };
            let said = NotMine { address, channel, proof: "page".to_owned() };
            // The last one is of another company, which knows the number as well.
            let by = scene.by(if written.ends_with("05") { OTHER } else { FIRM });
            scene.db.write(move |tx| Box::pin(async move { contacts::report(tx, &by, &said).await })).await?;
        }
        let page = scene.list(&reported, 50).await?;
        assert_eq!(scene.names(&page.ids).await?, ["Ad03 Soy", "Ad07 Soy"]);
        let searched = words(|query| (query.has, query.q) = ("reported".to_owned(), "ad07".to_owned()));
        assert_eq!(scene.list(&searched, 50).await?.ids, page.ids[1..]);
        let ids = scene.list(&searched, 50).await?.ids;
        assert!(write!(scene, |tx, by| contacts::delete(tx, &by, ids[0]))?);
        assert_eq!(scene.list(&reported, 50).await?.found, Some(1));
    }
    Ok(())
}

#[tokio::test]
async fn a_page_may_begin_at_a_card_that_was_deleted_meanwhile() -> Outcome {
    for scene in Scene::every().await? {
        thirteen(&scene).await?;
        let all = ContactQuery::default();
        let first = scene.list_of(FIRM, &all, ContactCursor::First, 5).await?;
        let gone = first.ids[4];
        assert!(write!(scene, |tx, by| contacts::delete(tx, &by, gone))?);
        let second = scene.list_of(FIRM, &all, ContactCursor::After(gone), 5).await?;
        assert_eq!(scene.names(&second.ids).await?[0], "Ad05 Soy");
        assert_eq!(second.found, Some(12));
    }
    Ok(())
}

#[tokio::test]
async fn among_many_a_common_word_is_not_counted_and_a_rare_one_is() -> Outcome {
    for scene in Scene::every().await? {
        let rows = (0..60).map(|n| person(&format!("Ali{n:02} Soy"), &[])).collect();
        scene.take_in(FIRM, rows).await?;
        // As if there were many more.
        let many = "UPDATE contact_counts SET people = 30000";
        scene
            .db
            .write(move |tx| Box::pin(async move { Ok(tx.execute_unprepared(many).await.map(drop)?) }))
            .await?;
        let common = words(|query| query.q = "ali".to_owned());
        let page = scene.list(&common, 50).await?;
        assert_eq!((page.ids.len(), page.found), (50, None));
        let next = page.next.ok_or(storage::StorageError::NotFound("page"))?;
        let rest = scene.list_of(FIRM, &common, ContactCursor::After(next), 50).await?;
        assert_eq!((rest.ids.len(), rest.next, rest.found), (10, None, Some(60)));
        let rare = scene.list(&words(|query| query.q = "ali07".to_owned()), 50).await?;
        assert_eq!(scene.names(&rare.ids).await?, ["Ali07 Soy"]);
    }
    Ok(())
}
