use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use domain::accounts::Via;
use domain::id::{AccountId, CompanyId, MessageId};
use domain::message::{Channel, Class, HoldReason, Purpose, State};
use futures::stream;
use sea_orm::{ConnectionTrait, Statement};
use secrecy::SecretString;
use storage::Db;
use storage::ledger::{Body, FirstState, Ledger, NewMessage, Reason, SendKey};
use storage::testing::{TempFolder, TestDb, every_database};

use super::*;
use crate::testing::{TestResult, World, on_both_databases};

on_both_databases!(
    a_backup_made_under_load_is_of_one_instant_and_comes_back_on_both_databases,
    what_had_not_left_comes_back_held,
    a_damaged_or_cut_backup_is_refused_and_changes_nothing,
    planned_backups_are_checked_and_the_oldest_go,
);

const ACCOUNT: AccountId = AccountId::from_i64(11);

fn source(world: &World) -> Source {
    Source { database: world.db.url().into(), files: world.files.path().to_owned() }
}

fn passphrase(text: &str) -> SecretString {
    SecretString::from(text)
}

fn unlock(text: &str) -> Unlock {
    Unlock { passphrase: Some(passphrase(text)), ..Unlock::default() }
}

/// A folder for backups, and the name of one in it.
fn place() -> TestResult<(TempFolder, PathBuf)> {
    let folder = TempFolder::new();
    std::fs::create_dir_all(folder.path())?;
    let file = folder.path().join("one.backup");
    Ok((folder, file))
}

fn sms(world: &World, company: CompanyId, key: String, state: FirstState) -> NewMessage {
    NewMessage {
        company,
        account: Some(ACCOUNT),
        channel: Channel::Sms,
        purpose: Purpose::Transactional,
        class: Class::Informational,
        key: SendKey::new(key),
        state,
        due_at: world.services.now(),
        expires_at: None,
        round: 0,
        contact: None,
        address: None,
        campaign: None,
        resend_of: None,
        created_by: None,
        approved_by: None,
        via: Via::Screen,
        cost: None,
        body: Body {
            recipient: "+905320000001".to_owned(),
            text: Some("Ödemeniz alındı, \"teşekkürler\" 🙂".to_owned()),
            ..Body::default()
        },
    }
}

async fn plan(world: &World, company: CompanyId, key: &str, state: FirstState) -> TestResult<MessageId> {
    let planned = world.services.ledger().plan(vec![sms(world, company, key.to_owned(), state)]).await?;
    Ok(planned.first().ok_or("nothing was planned")?.message)
}

async fn count(db: &Db, sql: String) -> TestResult<u64> {
    let row = db.read().query_one_raw(Statement::from_string(db.backend(), sql)).await?;
    Ok(u64::try_from(row.ok_or("no row")?.try_get_by_index::<i64>(0)?)?)
}

/// Restores into an empty database of the same schema, and answers it with its files.
async fn restored(file: &std::path::Path, key: &Unlock, into: TestDb) -> TestResult<(TestDb, TempFolder)> {
    let files = TempFolder::new();
    let checked = check(file, key).await?;
    let target = Source { database: into.url().into(), files: files.path().to_owned() };
    assert_eq!(load(file, key, &checked.head, &target).await?, checked);
    Ok((into, files))
}

async fn a_backup_made_under_load_is_of_one_instant_and_comes_back_on_both_databases(
    world: World,
) -> TestResult {
    let company = world.owner().await?.company()?;
    let content = stream::iter([Ok(Bytes::from_static(b"a list"))]);
    world.services.files().keep(company, content, 100, Duration::from_secs(3_600)).await?;
    let (_folder, file) = place()?;
    let load = async {
        for n in 0..200 {
            plan(&world, company, &format!("load:{n}"), FirstState::Queued).await?;
        }
        TestResult::Ok(())
    };
    let source = source(&world);
    let backup = async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        TestResult::Ok(write(&source, &file, &Lock::Open, world.services.now()).await?)
    };
    let (loaded, made) = tokio::join!(load, backup);
    loaded?;
    let made = made?;
    let sum = |name: &str| made.end.tables.get(name).map_or(0, |sum| sum.count);
    assert_eq!(sum("messages"), sum("message_bodies"), "one instant");
    assert_eq!(sum("messages"), sum("message_events"), "one instant");
    assert_eq!((sum("users"), made.end.files.count, made.end.gone), (1, 1, 0));
    for into in every_database().await? {
        let (db, files) = restored(&file, &Unlock::default(), into).await?;
        for (table, sum) in &made.end.tables {
            assert_eq!(count(&db, format!("SELECT COUNT(*) FROM {table}")).await?, sum.count, "{table}");
        }
        let counted = "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM message_counters";
        assert_eq!(count(&db, counted.to_owned()).await?, sum("messages"));
        // What is backed up once more is the same again.
        let again = Source { database: db.url().into(), files: files.path().to_owned() };
        let again =
            write(&again, &file.with_extension(db_name(&db)), &Lock::Open, world.services.now()).await?;
        assert_eq!(again.end.files, made.end.files);
        if db.backend() == world.db.backend() {
            let differs = |(name, sum): (&String, &Sum)| {
                (again.end.tables.get(name) != Some(sum)).then(|| name.clone())
            };
            let differing: Vec<_> = made.end.tables.iter().filter_map(differs).collect();
            assert!(differing.is_empty(), "{differing:?}");
        }
    }
    Ok(())
}

fn db_name(db: &Db) -> &'static str {
    if db.has_one_writer() { "sqlite" } else { "postgres" }
}

async fn what_had_not_left_comes_back_held(world: World) -> TestResult {
    let company = world.owner().await?.company()?;
    let waits = plan(&world, company, "waits", FirstState::Queued).await?;
    let held = plan(&world, company, "held", FirstState::Held(HoldReason::AccountPaused)).await?;
    let approval = plan(&world, company, "approval", FirstState::Held(HoldReason::Approval)).await?;
    let done = plan(&world, company, "done", FirstState::Queued).await?;
    let of = storage::ledger::Selection {
        company,
        which: storage::ledger::Selected::Messages(vec![done]),
        after: None,
        limit: 1,
    };
    world.services.ledger().cancel(of, None).await?;
    let (_folder, file) = place()?;
    write(&source(&world), &file, &Lock::Open, world.services.now()).await?;
    for into in every_database().await? {
        let (db, _files) = restored(&file, &Unlock::default(), into).await?;
        let clock = world.services.clock();
        let found = hold_restored(&db, std::sync::Arc::clone(&clock)).await?;
        assert_eq!(found, Held { messages: 2, campaigns: 0 });
        assert_eq!(hold_restored(&db, std::sync::Arc::clone(&clock)).await?, Held::default(), "once");
        let ledger = storage::ledger::SqlLedger::new((*db).clone(), world.services.ids().clone(), clock);
        let mut states = BTreeMap::new();
        for message in [waits, held, approval, done] {
            let row = ledger.message(company, message).await?.ok_or("a message is gone")?.row;
            states.insert(message, (row.state, row.reason));
        }
        let for_reason = |reason| (State::Held, Some(Reason::Hold(reason)));
        assert_eq!(states[&waits], for_reason(HoldReason::Restored));
        assert_eq!(states[&held], for_reason(HoldReason::Restored));
        assert_eq!(states[&approval], for_reason(HoldReason::Approval));
        assert_eq!(states[&done].0, State::Cancelled);
        assert_eq!(
            missing_masters(&db, &crate::secrets::KeySource::Text(world.keys.to_text())).await?.len(),
            0
        );
        let other = crate::secrets::MasterKeys::generate()?.to_text();
        let missing = missing_masters(&db, &crate::secrets::KeySource::Text(other)).await?;
        assert_eq!(missing, [world.keys.active().id().to_string()]);
        let nowhere = crate::secrets::KeySource::File(PathBuf::from("/nonexistent/master.key"));
        assert_eq!(missing_masters(&db, &nowhere).await?, missing);
        let clock = world.services.clock();
        assert_eq!(release_restored(&db, clock).await?, Held { messages: 2, campaigns: 0 });
        let row = ledger.message(company, approval).await?.ok_or("a message is gone")?.row;
        assert_eq!(row.state, State::Held, "an approval is still to be given");
    }
    Ok(())
}

async fn a_damaged_or_cut_backup_is_refused_and_changes_nothing(world: World) -> TestResult {
    world.owner().await?;
    let (folder, file) = place()?;
    let lock = Lock::Passphrase(passphrase("bir uzun parola"));
    write(&source(&world), &file, &lock, world.services.now()).await?;
    let again = write(&source(&world), &file, &lock, world.services.now()).await;
    assert!(matches!(again, Err(BackupError::Exists)));
    let key = unlock("bir uzun parola");
    assert!(matches!(check(&file, &Unlock::default()).await, Err(BackupError::Locked)));
    assert!(matches!(check(&file, &unlock("başka")).await, Err(BackupError::WrongKey)));
    let plain = folder.path().join("plain");
    write(&source(&world), &plain, &Lock::Open, world.services.now()).await?;
    for (file, key) in [(&file, key), (&plain, Unlock::default())] {
        let checked = check(file, &key).await?;
        let whole = std::fs::read(file)?;
        assert!(!whole.windows(10).any(|window| window == b"ayse@firma"), "compressed or encrypted");
        let mut changed = whole.clone();
        let middle = whole.len() / 2;
        changed[middle] ^= 1;
        let end = whole.len();
        for broken in [&whole[..end / 2], &whole[..end - 1], &whole[..end - 600], &changed] {
            let cut = folder.path().join("cut");
            std::fs::write(&cut, broken)?;
            let found = check(&cut, &key).await;
            assert!(matches!(found, Err(BackupError::Damaged)), "{found:?}");
            let into = Source { database: world.db.url().into(), files: folder.path().join("files") };
            assert!(load(&cut, &key, &checked.head, &into).await.is_err());
        }
    }
    assert_eq!(count(&world.db, "SELECT COUNT(*) FROM users".to_owned()).await?, 1, "all rows or none");
    std::fs::write(&file, b"not a backup at all, only some words in a file")?;
    assert!(matches!(check(&file, &Unlock::default()).await, Err(BackupError::NoBackup)));
    Ok(())
}

#[test]
fn a_recipient_locks_what_only_its_identity_opens() -> TestResult {
    let identity = age::x25519::Identity::generate();
    assert!(matches!(Lock::for_recipients("age1nobody"), Err(BackupError::Recipient)));
    let lock = Lock::for_recipients(&format!(" {},", identity.to_public()))?;
    assert!(!lock.is_open() && lock.own_unlock().is_none());
    let (folder, file) = place()?;
    let mut sealing = lock.wrap(std::fs::File::create(&file)?)?;
    std::io::Write::write_all(&mut sealing, b"canary")?;
    sealing.finish()?;
    let names = folder.path().join("identity");
    std::fs::write(
        &names,
        format!("# mine\n{}\n", secrecy::ExposeSecret::expose_secret(&identity.to_string())),
    )?;
    let mut text = String::new();
    std::io::Read::read_to_string(&mut Unlock::default().with_identities(&names)?.open(&file)?, &mut text)?;
    assert_eq!(text, "canary");
    let other = Unlock { identities: vec![age::x25519::Identity::generate()], ..Unlock::default() };
    assert!(matches!(other.open(&file).map(drop), Err(BackupError::WrongKey)));
    assert!(matches!(unlock("x").open(&file).map(drop), Err(BackupError::Locked)));
    Ok(())
}

async fn planned_backups_are_checked_and_the_oldest_go(world: World) -> TestResult {
    world.owner().await?;
    let (folder, _) = place()?;
    let plan = BackupPlan {
        source: source(&world),
        folder: folder.path().to_owned(),
        every: Duration::from_secs(3_600),
        keep: 2,
        lock: Lock::Passphrase(passphrase("bir uzun parola")),
    };
    let open = BackupPlan { lock: Lock::Open, ..plan.clone() };
    assert!(matches!(Backups::new(open, world.services.clock()), Err(BackupError::Locked)));
    let backups = Backups::new(plan.clone(), world.services.clock())?;
    assert_eq!((backups.state().newest, backups.state().failed), (None, None));
    let first = backups.step().await?.ok_or("none was made")?;
    assert_eq!(backups.step().await?, None, "not due yet");
    for _ in 0..2 {
        world.pass(3_600);
        backups.step().await?.ok_or("none was made")?;
    }
    assert!(!first.exists());
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 2);
    let state = backups.state();
    assert_eq!((state.newest, state.checked, state.failed.clone()), (Some(world.services.now()), true, None));
    assert!(state.bytes > 1_000);
    let later = Backups::new(plan.clone(), world.services.clock())?;
    assert_eq!(later.state(), state, "known again after a restart");
    world.pass(3_600);
    let nowhere = Source { database: "sqlite:/nonexistent/data.db".into(), ..plan.source.clone() };
    let failing = Backups::new(BackupPlan { source: nowhere, ..plan }, world.services.clock())?;
    assert!(failing.step().await.is_err());
    assert!(failing.state().failed.is_some() && failing.state().newest == state.newest);
    assert_eq!(std::fs::read_dir(folder.path())?.count(), 2, "nothing is left behind");
    Ok(())
}
