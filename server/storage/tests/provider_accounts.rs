//! Provider accounts, callbacks and consents: queries on every database.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::id::{AccountId, CallbackId, CompanyId};
use domain::message::{Channel, Class};
use domain::messages::{Consent, ConsentSource, ConsentStatus, RecipientKind};
use domain::money::{Currency, Money};
use domain::provider_accounts::{AccountBalance, CreditPackage, PauseReason};
use domain::time::Timestamp;
use storage::callbacks::{self, CallbackState, StoredCallback};
use storage::companies::{self, Company};
use storage::consents::{self, StoredConsent};
use storage::provider_accounts::{self, CallbackToken, Pause, ProviderAccount};
use storage::testing::every_database;
use storage::{Db, StorageError};

type Outcome = Result<(), StorageError>;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
const FIRM: CompanyId = CompanyId::from_i64(10);
const OTHER: CompanyId = CompanyId::from_i64(11);

async fn with_companies(db: &Db) -> Outcome {
    for (company, name) in [(FIRM, "Işık"), (OTHER, "Başka")] {
        let company = Company::new(company, name.to_owned(), NOW);
        db.write(move |tx| Box::pin(async move { Ok(companies::insert(tx, company).await?) })).await?;
    }
    Ok(())
}

fn balance() -> AccountBalance {
    let packages = vec![CreditPackage { name: "Adet SMS".to_owned(), left: 215 }];
    AccountBalance { money: Some(Money::new(3_955_500, Currency::Try)), packages, at: NOW }
}

fn account(id: i64, company: CompanyId) -> ProviderAccount {
    ProviderAccount {
        id: AccountId::from_i64(id),
        company,
        provider: "netgsm".to_owned(),
        channel: Channel::Sms,
        name: "NetGSM".to_owned(),
        settings: BTreeMap::from([("usercode".to_owned(), "850".into())]),
        secrets: BTreeMap::from([("password".to_owned(), "c2VhbGVk".to_owned())]),
        descriptor_version: 1,
        version: 1,
        pause: None,
        throttled_until: None,
        callback: Some(CallbackToken { hash: vec![u8::try_from(id).unwrap_or(0); 32], sealed: vec![1, 2] }),
        is_default: false,
        rate: Some((10, 60)),
        balance: Some(balance()),
        balance_failed_since: None,
        credit_until: None,
        resumed_at: None,
        sender_names: vec!["FIRMAADI".to_owned()],
        last_test: None,
        created_at: NOW,
        updated_at: NOW,
        removed_at: None,
    }
}

async fn insert(db: &Db, account: ProviderAccount) -> Outcome {
    db.write(move |tx| Box::pin(async move { Ok(provider_accounts::insert(tx, account).await?) })).await
}

#[tokio::test]
async fn an_account_comes_back_as_it_was_and_only_to_its_company() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        insert(&db, account(1, FIRM)).await?;
        let found = provider_accounts::find(db.read(), FIRM, AccountId::from_i64(1)).await?;
        assert_eq!(found, Some(account(1, FIRM)));
        assert_eq!(provider_accounts::find(db.read(), OTHER, AccountId::from_i64(1)).await?, None);
        assert!(provider_accounts::of_company(db.read(), OTHER).await?.is_empty());
        let by_callback = provider_accounts::by_callback(db.read(), &[1; 32]).await?;
        assert_eq!(by_callback, Some(AccountId::from_i64(1)));
    }
    Ok(())
}

#[tokio::test]
async fn a_channel_has_one_default_account() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        for id in 1..=3 {
            insert(&db, account(id, FIRM)).await?;
        }
        let default = |db: &Db| {
            let db = db.clone();
            async move { provider_accounts::default_of(db.read(), FIRM, Channel::Sms).await }
        };
        assert_eq!(default(&db).await?.map(|account| account.id), Some(AccountId::from_i64(1)));
        for id in [3, 2] {
            let chosen = AccountId::from_i64(id);
            db.write(move |tx| {
                Box::pin(
                    async move { Ok(provider_accounts::make_default(tx, FIRM, Channel::Sms, chosen).await?) },
                )
            })
            .await?;
            assert_eq!(default(&db).await?.map(|account| account.id), Some(chosen));
        }
        let all = provider_accounts::of_company(db.read(), FIRM).await?;
        assert_eq!(all.iter().filter(|account| account.is_default).count(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn pauses_once_and_forgets_the_reason_when_resumed() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        insert(&db, account(1, FIRM)).await?;
        let id = AccountId::from_i64(1);
        let pause = Pause {
            reason: PauseReason::NoCredit,
            at: NOW,
            code: "60".to_owned(),
            text: "bakiye yetersiz".to_owned(),
        };
        let (first, second) = (pause.clone(), pause.clone());
        let paused = db
            .write(move |tx| {
                Box::pin(async move { Ok(provider_accounts::pause(tx, FIRM, id, &first).await?) })
            })
            .await?;
        let again = db
            .write(move |tx| {
                Box::pin(async move { Ok(provider_accounts::pause(tx, FIRM, id, &second).await?) })
            })
            .await?;
        assert_eq!((paused, again), (true, false));
        let found = provider_accounts::find(db.read(), FIRM, id).await?;
        assert_eq!(found.and_then(|account| account.pause), Some(pause));
        let resumed = db.write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::resume(tx, FIRM, id, NOW).await?) })
        });
        assert!(resumed.await?);
        let expected = ProviderAccount { resumed_at: Some(NOW), ..account(1, FIRM) };
        assert_eq!(provider_accounts::find(db.read(), FIRM, id).await?, Some(expected));
    }
    Ok(())
}

#[tokio::test]
async fn a_balance_that_cannot_be_read_stays_with_the_time_of_its_first_failure() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        insert(&db, account(1, FIRM)).await?;
        let id = AccountId::from_i64(1);
        for seconds in [60, 120] {
            let at = NOW + Duration::from_secs(seconds);
            db.write(move |tx| {
                Box::pin(async move { Ok(provider_accounts::note_balance_failure(tx, FIRM, id, at).await?) })
            })
            .await?;
        }
        let found = provider_accounts::find(db.read(), FIRM, id).await?;
        let found = found.map(|account| (account.balance, account.balance_failed_since));
        assert_eq!(found, Some((Some(balance()), Some(NOW + Duration::from_secs(60)))));
        let credits = AccountBalance { money: None, at: NOW + Duration::from_secs(180), ..balance() };
        let told = credits.clone();
        db.write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::set_balance(tx, FIRM, id, &told, None).await?) })
        })
        .await?;
        let found = provider_accounts::find(db.read(), FIRM, id).await?;
        let found = found.map(|account| (account.balance, account.balance_failed_since));
        assert_eq!(found, Some((Some(credits), None)));
    }
    Ok(())
}

#[tokio::test]
async fn a_removed_account_keeps_no_secret_and_no_door() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        insert(&db, account(1, FIRM)).await?;
        let id = AccountId::from_i64(1);
        let removed = db.write(move |tx| {
            Box::pin(async move { Ok(provider_accounts::remove(tx, FIRM, id, NOW).await?) })
        });
        assert!(removed.await?);
        assert_eq!(provider_accounts::by_callback(db.read(), &[1; 32]).await?, None);
        assert_eq!(provider_accounts::load(db.read(), id).await?, None);
        assert!(provider_accounts::stamps(db.read()).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_callback_waits_until_it_is_settled_once() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        insert(&db, account(1, FIRM)).await?;
        let call = StoredCallback {
            id: CallbackId::from_i64(5),
            account: AccountId::from_i64(1),
            method: "POST".to_owned(),
            query: "a=b".to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: vec![0, 255, 10],
            tries: 0,
            received_at: NOW,
        };
        let stored = call.clone();
        db.write(move |tx| {
            Box::pin(async move { Ok(callbacks::insert(tx, stored, CallbackState::Waiting).await?) })
        })
        .await?;
        assert_eq!(callbacks::due(db.read(), NOW, 10).await?, std::slice::from_ref(&call));
        let later = NOW + Duration::from_secs(60);
        let id = call.id;
        db.write(move |tx| Box::pin(async move { Ok(callbacks::put_off(tx, id, later).await?) })).await?;
        assert!(callbacks::due(db.read(), NOW, 10).await?.is_empty());
        let due = callbacks::due(db.read(), later, 10).await?;
        assert_eq!(due.first().map(|call| call.tries), Some(1));
        for expected in [true, false] {
            let settle = db.write(move |tx| {
                Box::pin(async move { Ok(callbacks::settle(tx, id, CallbackState::Applied).await?) })
            });
            assert_eq!(settle.await?, expected);
        }
        assert!(callbacks::due(db.read(), later, 10).await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn the_newest_word_of_an_address_counts() -> Outcome {
    for db in every_database().await? {
        with_companies(&db).await?;
        let word = |status, at| StoredConsent {
            id: i64::from(at) + 1,
            company: FIRM,
            channel: Channel::Sms,
            class: Class::Commercial,
            address: "+905321234567".to_owned(),
            consent: Consent { kind: RecipientKind::Individual, status },
            source: ConsentSource::Member,
            at: NOW + Duration::from_secs(u64::from(at)),
            proof: None,
        };
        let words: [(ConsentStatus, u32); 3] =
            [(ConsentStatus::Given, 5), (ConsentStatus::Refused, 9), (ConsentStatus::Given, 7)];
        for (status, at) in words {
            let stored = word(status, at);
            db.write(move |tx| Box::pin(async move { Ok(consents::record(tx, stored).await?) })).await?;
        }
        let notices =
            StoredConsent { id: 100, class: Class::Informational, ..word(ConsentStatus::Given, 10) };
        db.write(move |tx| Box::pin(async move { Ok(consents::record(tx, notices).await?) })).await?;
        let asked = ["+905321234567".to_owned(), "+905550000000".to_owned()];
        let found = consents::of_addresses(db.read(), FIRM, Channel::Sms, Class::Commercial, &asked).await?;
        assert_eq!(found.len(), 1);
        assert_eq!(found.get(&asked[0]).map(|consent| consent.status), Some(ConsentStatus::Refused));
        let found =
            consents::of_addresses(db.read(), FIRM, Channel::Sms, Class::Informational, &asked).await?;
        assert_eq!(found.get(&asked[0]).map(|consent| consent.status), Some(ConsentStatus::Given));
        assert!(
            consents::of_addresses(db.read(), OTHER, Channel::Sms, Class::Commercial, &asked)
                .await?
                .is_empty()
        );
    }
    Ok(())
}
