//! Who wrote to an account of late: queries on every database.

use std::collections::HashMap;
use std::time::Duration;

use domain::id::{AccountId, CompanyId};
use domain::time::Timestamp;
use sea_orm::ConnectionTrait as _;
use storage::companies::{self, Company};
use storage::service_windows::{self as windows, Heard};
use storage::testing::every_database;
use storage::{Db, StorageError};

type Outcome<T = ()> = Result<T, StorageError>;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
const FIRM: CompanyId = CompanyId::from_i64(10);
const ACCOUNT: AccountId = AccountId::from_i64(1);
const OTHER: AccountId = AccountId::from_i64(2);
const AYSE: &str = "+905321234567";

async fn with_accounts(db: &Db) -> Outcome {
    let firm = Company::new(FIRM, "Işık".to_owned(), NOW);
    let work = db.write(move |tx| {
        Box::pin(async move {
            companies::insert(tx, firm).await?;
            for id in [1, 2] {
                let sql = format!(
                    "INSERT INTO provider_accounts (id, company_id, provider, channel, name, settings, secrets, \
                        descriptor_version, version, state, is_default, sender_names, created_at, updated_at) \
                        VALUES ({id}, 10, 'whatsapp_cloud', 2, 'WhatsApp', '{{}}', '{{}}', 1, 1, 1, FALSE, '[]', 0, 0)"
                );
                tx.execute_unprepared(&sql).await?;
            }
            Ok(())
        })
    });
    work.await
}

fn at(seconds: u64) -> Timestamp {
    NOW + Duration::from_secs(seconds)
}

async fn hear(db: &Db, account: AccountId, address: &str, at: Timestamp) -> Outcome {
    let heard = Heard { company: FIRM, account, address: address.to_owned(), at };
    db.write(move |tx| Box::pin(async move { Ok(windows::hear(tx, heard).await?) })).await
}

async fn close(db: &Db, up_to: Timestamp) -> Outcome {
    let work = db
        .write(move |tx| Box::pin(async move { Ok(windows::close(tx, FIRM, ACCOUNT, AYSE, up_to).await?) }));
    work.await
}

async fn since(db: &Db, account: AccountId, since: Timestamp) -> Outcome<HashMap<String, Timestamp>> {
    let asked = [AYSE.to_owned(), "TR.1a2b".to_owned()];
    Ok(windows::heard_since(db.read(), FIRM, account, &asked, since).await?)
}

fn ayse(at: Timestamp) -> HashMap<String, Timestamp> {
    HashMap::from([(AYSE.to_owned(), at)])
}

#[tokio::test]
async fn the_latest_message_to_each_account_counts() -> Outcome {
    for db in every_database().await? {
        with_accounts(&db).await?;
        hear(&db, ACCOUNT, AYSE, at(5)).await?;
        hear(&db, ACCOUNT, AYSE, at(3)).await?;
        hear(&db, OTHER, "TR.1a2b", at(4)).await?;
        assert_eq!(since(&db, ACCOUNT, at(4)).await?, ayse(at(5)));
        assert!(since(&db, ACCOUNT, at(5)).await?.is_empty());
        assert_eq!(since(&db, OTHER, NOW).await?.get("TR.1a2b"), Some(&at(4)));
        let other = CompanyId::from_i64(11);
        let asked = [AYSE.to_owned()];
        assert!(windows::heard_since(db.read(), other, ACCOUNT, &asked, NOW).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn what_was_closed_opens_with_a_later_message_alone() -> Outcome {
    for db in every_database().await? {
        with_accounts(&db).await?;
        hear(&db, ACCOUNT, AYSE, at(5)).await?;
        close(&db, at(4)).await?;
        assert_eq!(since(&db, ACCOUNT, NOW).await?, ayse(at(5)), "it was written later");
        close(&db, at(5)).await?;
        hear(&db, ACCOUNT, AYSE, at(5)).await?;
        assert!(since(&db, ACCOUNT, NOW).await?.is_empty());
        hear(&db, ACCOUNT, AYSE, at(6)).await?;
        assert_eq!(since(&db, ACCOUNT, NOW).await?, ayse(at(6)));
    }
    Ok(())
}

#[tokio::test]
async fn old_and_erased_ones_go() -> Outcome {
    for db in every_database().await? {
        with_accounts(&db).await?;
        hear(&db, ACCOUNT, AYSE, at(5)).await?;
        hear(&db, OTHER, AYSE, at(6)).await?;
        hear(&db, OTHER, "TR.1a2b", at(9)).await?;
        let gone = db.write(|tx| Box::pin(async move { Ok(windows::purge(tx, at(5)).await?) })).await?;
        assert_eq!(
            (gone, since(&db, ACCOUNT, NOW).await?.len(), since(&db, OTHER, NOW).await?.len()),
            (1, 0, 2)
        );
        db.write(|tx| Box::pin(async move { Ok(windows::forget(tx, FIRM, AYSE).await?) })).await?;
        assert_eq!(since(&db, OTHER, NOW).await?.into_keys().collect::<Vec<_>>(), ["TR.1a2b"]);
        db.write(|tx| Box::pin(async move { Ok(windows::forget_company(tx, FIRM).await?) })).await?;
        assert!(since(&db, OTHER, NOW).await?.is_empty());
    }
    Ok(())
}
